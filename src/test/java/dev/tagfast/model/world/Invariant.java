package dev.tagfast.model.world;

/** What must hold. The shrinker keeps the invariant that a history breaks. */
public enum Invariant {
  // at each rollout
  QUARANTINED_IS_NOT_ROLLED_OUT("DESIGN 1: a digest quarantined for the tag is not rolled out"),
  UNSEEN_IS_NOT_ROLLED_OUT("a workload is brought only to a digest that the tag was seen to show"),
  ROLLOUT_IS_RECORDED_FIRST("a workload is brought to the digest that the ledger accepted"),
  ROLLOUT_IS_PERMITTED("the policy and the mode in force permit the rollout"),
  ROLLOUT_IS_PULLABLE("a workload is brought only to a digest that the registry still has"),
  PEOPLE_WIN("a digest that a person wrote into a workload is left alone"),
  REPINS_ARE_COUNTED(
      "a digest that somebody takes away is put back at most three times in an hour"),

  // at each restore
  RESTORE_IS_RECORDED_FIRST("a restore is in the outbox before it is done"),
  RESTORE_IS_PERMITTED("the policy and the mode in force permit the restore"),
  RESTORE_UNDOES_WHAT_WAS_SEEN("a restore undoes the overwrite that it was demanded for"),
  RESTORE_IS_PROVEN("a tag is put back only on a digest that it showed and somebody vouched for"),
  RESTORES_ARE_COUNTED("a tag is put back at most three times in an hour"),

  // at each write of the ledger
  ACCEPTED_DIGEST_CHANGES_BY_RULE("the accepted digest changes only by policy or by a person"),
  FIRST_CONTACT_IS_NOT_TRUSTED("what pin or claim speaks against is not accepted in full"),
  ACCEPTANCE_IS_USED_ONCE("one acceptance of a person lets its digest in once"),
  TOMBSTONE_STAYS("the accepted digest of a protected tag is never forgotten"),
  OVERWRITE_IS_DEMANDED_TO_BE_TOLD("an overwrite is recorded together with its report"),
  OVERWRITE_IS_QUARANTINED("in mode Reject an overwrite is recorded as quarantined"),
  OVERWRITE_IS_TOLD_ONCE("one overwrite is one report, however often it is looked at"),

  // at each report
  REPORT_ID_MEANS_ONE_THING("a report's id stands for one thing"),
  REPORT_IS_NOT_REPEATED("what was told and closed is not told again"),

  // after a step without a fault
  NEIGHBOUR_IS_NOT_DELAYED("one tag's trouble does not delay the record of another"),
  EVENT_IS_RECORDED("an event that was answered has led to a record of what the tag shows"),
  NOTHING_UNEXPECTED_IS_THROWN("a step ends, or ends with a temporary failure"),

  // when everything has settled
  LEDGER_KNOWS_THE_TAG("the ledger knows what the tag shows"),
  SUBSCRIBER_RUNS_THE_ACCEPTED("a subscriber that nobody holds runs the accepted digest"),
  OUTBOX_IS_EMPTY("nothing is owed any more"),
  NOTHING_IS_LEFT_TO_LOOK_AT("no tag waits for another look"),
  DEMANDED_REPORT_IS_TOLD("each report that was demanded was delivered"),
  ROLLOUT_IS_TOLD("each rollout that was begun was told"),
  OVERWRITE_IS_TOLD("a tag that shows another digest than the accepted one was reported"),
  CLAIM_IS_TOLD("a claimed overwrite was reported, or the digest was seen"),
  ACCEPTANCE_TAKES_EFFECT("a digest that a person accepts and the tag shows is accepted");

  private final String sentence;

  Invariant(String sentence) {
    this.sentence = sentence;
  }

  @Override
  public String toString() {
    return name() + " (" + sentence + ")";
  }
}
