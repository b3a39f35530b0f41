package dev.tagfast.report;

/** What became of one report at one place. */
public sealed interface DeliveryResult {
  /** The word for it in metrics. */
  String word();

  /** The place has it, now or from an earlier delivery. */
  record Delivered() implements DeliveryResult {
    @Override
    public String word() {
      return "delivered";
    }
  }

  /** The place is not configured, or does not take reports of this kind. */
  record NotForHere() implements DeliveryResult {
    @Override
    public String word() {
      return "notforhere";
    }
  }

  /**
   * The place said no and would say so again: a person has to mend something, and a repeat would
   * only keep the outbox full. It counts as told, with a warning.
   *
   * @param why what it said and what to do; no secrets
   */
  record Refused(String why) implements DeliveryResult {
    @Override
    public String word() {
      return "refused";
    }
  }

  /**
   * The place could not be reached or is busy: the report stays owed.
   *
   * @param why what happened and what to do; no secrets
   */
  record Undelivered(String why) implements DeliveryResult {
    @Override
    public String word() {
      return "undelivered";
    }
  }
}
