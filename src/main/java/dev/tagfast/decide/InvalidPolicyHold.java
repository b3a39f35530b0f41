package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Sentence;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.resolve.Sighting;
import java.util.Optional;

/** Holds a tag while a policy that could apply to it is invalid. */
final class InvalidPolicyHold {
  private InvalidPolicyHold() {}

  /**
   * Decides to hold the tag. An invalid policy never lets a weaker one apply: each tag that it
   * could match stays as it is until the policy is repaired. A digest that is new is reported once.
   */
  static Verdict hold(Facts facts, PolicyAnswer.Broken broken, EntryDraft draft) {
    Verdict verdict =
        new Verdict.Hold(broken.policy(), Sentence.of(broken.why()), Reason.POLICY_INVALID);
    Optional<Digest> observed =
        switch (facts.sighting()) {
          case Sighting.Seen seen -> Optional.of(seen.digest());
          case Sighting.Gone(Optional<Digest> claimed) -> claimed;
          case Sighting.Withheld(_, Optional<Digest> claimed) -> claimed;
          case Sighting.Unreadable(_, Optional<Digest> claimed) -> claimed;
          case Sighting.Unreached _ -> Optional.empty();
        };
    if (facts.sighting() instanceof Sighting.Unreached) {
      draft.requestLookAgain();
      return verdict;
    }
    boolean alreadyHeld =
        observed.isEmpty()
            || facts
                .entry()
                .filter(
                    e ->
                        e.seen().equals(observed)
                            || (e.state() == TagState.HELD && e.claimed().equals(observed)))
                .isPresent();
    if (alreadyHeld) {
      draft.keepLookAgain();
      return verdict;
    }
    draft.recordClaim(observed.get());
    draft.requestLookAgain();
    draft.state(TagState.HELD);
    draft.report(
        ReportKind.TAG_HELD,
        facts.entry().flatMap(TagEntry::accepted).map(AcceptedDigest::digest),
        observed,
        Reason.POLICY_INVALID,
        Sentence.of("TagPolicy %s: %s".formatted(broken.policy(), broken.why())));
    return verdict;
  }
}
