package dev.tagfast.report;

import java.time.Duration;
import java.util.Optional;

/** The result of delivering one report to one {@link ReportChannel}. */
public sealed interface DeliveryResult {
  /** The value of the metrics label {@code result}. */
  String word();

  /** The receiver has the report, from this delivery or an earlier one. */
  record Delivered() implements DeliveryResult {
    @Override
    public String word() {
      return "delivered";
    }
  }

  /** There is nothing that this report could be written on. Nothing is counted. */
  record NotApplicable() implements DeliveryResult {
    @Override
    public String word() {
      return "notforhere";
    }
  }

  /**
   * The receiver rejected the report and would reject a repeat. A person has to correct something;
   * repeating it would only fill the outbox. The report counts as delivered, with a warning in the
   * log.
   *
   * @param why what the receiver answered and what to do; no secrets
   */
  record Refused(String why) implements DeliveryResult {
    @Override
    public String word() {
      return "refused";
    }
  }

  /**
   * The receiver could not be reached or is busy. The report stays in the outbox.
   *
   * @param why what happened and what to do; no secrets
   * @param retryAfter how long the receiver asks to be left alone
   */
  record Undelivered(String why, Optional<Duration> retryAfter) implements DeliveryResult {
    /** A receiver that asks for no pause. */
    public Undelivered(String why) {
      this(why, Optional.empty());
    }

    @Override
    public String word() {
      return "undelivered";
    }
  }
}
