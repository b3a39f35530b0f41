package dev.tagfast.act.brake;

import dev.tagfast.decide.Reason;
import java.util.Optional;

/** Whether a brake stands in the way of bringing a container to a digest now. */
public sealed interface BrakeAnswer {
  /**
   * None does.
   *
   * @param approval the approval that lets it; empty: none was asked for
   */
  record Free(Optional<Approval> approval) implements BrakeAnswer {}

  /**
   * One does.
   *
   * @param reason which
   * @param detail for people: what it is, until when, and what to do
   */
  record Stopped(Reason reason, String detail) implements BrakeAnswer {}
}
