package dev.tagfast.act.progress;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A condition in a workload's status.
 *
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param since when its controller set it to that; empty: it does not say
 */
public record StatusCondition(
    String type, String status, String reason, String message, Optional<Instant> since) {
  /** Whether it is {@code False}. */
  public boolean isFalse() {
    return status.equals("False");
  }

  /** Whether it is {@code True}. */
  public boolean isTrue() {
    return status.equals("True");
  }

  /** Its reason and message, for people. */
  String said() {
    return message.isEmpty() ? reason : reason + ": " + message;
  }

  /** The condition of a type; empty: there is none yet. */
  public static Optional<StatusCondition> of(List<StatusCondition> conditions, String type) {
    return conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }
}
