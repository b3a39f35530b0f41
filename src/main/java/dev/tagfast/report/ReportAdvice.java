package dev.tagfast.report;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.TagEntry;
import java.util.Optional;

/**
 * The detail text of a report from the outbox: what Tagfast does, and what is left for a person to
 * do.
 */
final class ReportAdvice {
  private ReportAdvice() {}

  /** One or two sentences; empty if the report itself says everything. */
  static String of(TagEntry entry, Intent.Tell tell, Reason reason) {
    return switch (reason) {
      case TAG_OVERWRITTEN -> overwritten(entry, tell);
      case OVERWRITE_CLAIMED ->
          "The event named this digest, and the tag was not seen to have it. Nothing was changed;"
              + " the tag is looked at again.";
      case RESTORE_UNPROVEN ->
          "The tag was not put back: this ledger never saw the accepted digest under it after an"
              + " authentic event. Push the right image again, or accept this one.";
      case RESTORE_FROZEN ->
          "The tag was put back three times within the hour and overwritten again; it is left as it"
              + " is. Find out who pushes, then push the right image again or accept this one.";
      case UNPROVEN -> unproven(tell);
      case NOT_RUNNABLE -> tell.detail() + " Workloads stay on the accepted digest.";
      case POLICY_INVALID -> "Nothing moves until the policy is mended. " + tell.detail();
      case TAG_DELETED ->
          ("Workloads stay on the accepted digest, for as long as the registry keeps it. "
                  + tell.detail())
              .strip();
      default -> tell.detail();
    };
  }

  private static String unproven(Intent.Tell tell) {
    return tell.detail().isEmpty()
        ? "Tagfast saw the tag for the first time and no event named this digest: it is rolled out"
            + " and never restored to, until an event agrees or you accept it."
        : tell.detail()
            + " Nothing is rolled out. Accept the right digest, or push the right image again.";
  }

  private static String overwritten(TagEntry entry, Intent.Tell tell) {
    Optional<Digest> accepted = entry.accepted().map(AcceptedDigest::digest);
    if (accepted.equals(tell.to())) {
      return "The policy only alerts: subscribed workloads follow.";
    }
    boolean restoring = entry.outbox().stream().anyMatch(Intent.Restore.class::isInstance);
    String rejected =
        restoring
            ? "Rejected: workloads stay on the accepted digest, and the tag is put back on it."
            : "Rejected: workloads stay on the accepted digest.";
    return tell.detail().isEmpty() ? rejected : rejected + " " + tell.detail();
  }
}
