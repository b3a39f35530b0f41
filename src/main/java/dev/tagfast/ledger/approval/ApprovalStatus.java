package dev.tagfast.ledger.approval;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What the status of an approval says. Pure: it changes only when the approval's standing does, so
 * that a status is not written again and again.
 *
 * @param state how it stands
 * @param message for people
 * @param usedAt when it took effect; empty: it did not
 */
public record ApprovalStatus(ApprovalState state, String message, Optional<Instant> usedAt) {
  /** One that cannot be understood. */
  public static ApprovalStatus invalid(String problem) {
    return new ApprovalStatus(ApprovalState.INVALID, problem, Optional.empty());
  }

  /**
   * How an approval stands.
   *
   * @param used what the ledger remembers of the tag's approvals
   * @param known whether the ledger knows the tag
   */
  public static ApprovalStatus of(
      Approval approval, UsedApprovals used, boolean known, Instant now) {
    Optional<UsedApproval> use = used.find(approval);
    if (use.isPresent()) {
      return used(approval, use.get().at());
    }
    if (approval.isFinished()) {
      return approval.told().orElseThrow();
    }
    if (approval.isOver(now)) {
      return new ApprovalStatus(
          ApprovalState.EXPIRED,
          "Its end, %s, is over, so it accepts nothing. Create another one."
              .formatted(seconds(approval.end())),
          Optional.empty());
    }
    return new ApprovalStatus(
        ApprovalState.WAITING, waits(approval, used, known, now), Optional.empty());
  }

  /** One that took effect. */
  public static ApprovalStatus used(Approval approval, Instant at) {
    return new ApprovalStatus(
        ApprovalState.USED,
        "%s was accepted for %s, by %s."
            .formatted(approval.digest().abbreviated(), approval.key(), approval.who()),
        Optional.of(at));
  }

  private static String waits(Approval approval, UsedApprovals used, boolean known, Instant now) {
    if (used.isFull(now)) {
      return ("%d approvals of this tag were used and have not ended, and no more are remembered at"
              + " once. It counts when one of them has ended.")
          .formatted(UsedApprovals.MOST);
    }
    return "It counts once, when %s shows %s, until %s.%s"
        .formatted(
            approval.key(),
            approval.digest().abbreviated(),
            seconds(approval.end()),
            known ? "" : " The ledger does not know that tag yet.");
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
