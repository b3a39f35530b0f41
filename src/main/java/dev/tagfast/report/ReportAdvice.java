package dev.tagfast.report;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.TagEntry;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The detail text of a report from the outbox: what Tagfast does, how the followers stand, and what
 * is left for a person to do.
 */
final class ReportAdvice {
  private static final String OBSERVED = "Observe mode: nothing was changed.";

  private ReportAdvice() {}

  /** A few sentences; empty if the report itself says everything. */
  static String of(TagEntry entry, Intent.Tell tell, Reason reason, Situation situation) {
    String followers = FollowerText.of(situation);
    return switch (reason) {
      case TAG_OVERWRITTEN -> overwritten(entry, tell, situation);
      case OVERWRITE_CLAIMED ->
          "The event named this digest, and the tag was not seen to have it. Nothing was changed;"
              + " the tag is looked at again.";
      case RESTORE_UNPROVEN ->
          "This ledger never saw the accepted digest under the tag after an authentic event. Push the"
              + " right image again, or accept this one.";
      case RESTORE_FROZEN ->
          "The tag was put back three times within the hour and overwritten again; it is left as it"
              + " is. Find out who pushes, then push the right image again or accept this one.";
      case UNPROVEN -> unproven(tell, situation);
      case NOT_RUNNABLE -> joined(tell.detail(), "It is rolled out to nobody.", followers);
      case POLICY_INVALID -> tell.detail();
      case TAG_DELETED -> joined(followers, tell.detail());
      default -> tell.detail();
    };
  }

  private static String unproven(Intent.Tell tell, Situation situation) {
    if (!tell.detail().isEmpty()) {
      return joined(
          tell.detail(),
          "Nothing is rolled out.",
          FollowerText.of(situation),
          "Accept the right digest, or push the right image again.");
    }
    return situation.act()
        ? "Tagfast saw the tag for the first time and no event named this digest: it is rolled out"
            + " and never restored to, until an event agrees or you accept it."
        : "Tagfast saw the tag for the first time and no event named this digest: it is never"
            + " restored to, until an event agrees or you accept it. "
            + OBSERVED;
  }

  private static String overwritten(TagEntry entry, Intent.Tell tell, Situation situation) {
    Optional<Digest> accepted = entry.accepted().map(AcceptedDigest::digest);
    String followers = FollowerText.of(situation);
    if (accepted.equals(tell.to())) {
      return situation.act()
          ? joined("The policy only alerts: subscribed workloads follow.", followers)
          : joined("The policy only alerts.", OBSERVED, followers);
    }
    String decided =
        situation.putBack()
            ? "Rejected: no workload is brought to it, and the tag is put back."
            : "Rejected: no workload is brought to it.";
    return joined(situation.act() ? decided : OBSERVED, followers, tell.detail());
  }

  private static String joined(String... sentences) {
    return Stream.of(sentences)
        .map(String::strip)
        .filter(sentence -> !sentence.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
