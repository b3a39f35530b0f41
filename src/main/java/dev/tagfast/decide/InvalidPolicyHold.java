package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.resolve.Sighting;
import java.util.Optional;

/** What becomes of a tag while a policy that could speak of it is invalid. */
final class InvalidPolicyHold {
  private InvalidPolicyHold() {}

  /**
   * A broken rule never lets a weaker one win: what it could speak of stays where it is until it is
   * mended.
   */
  static Verdict hold(Facts facts, PolicyAnswer.Broken broken, EntryDraft draft) {
    Verdict verdict = new Verdict.Hold(broken.policy(), broken.why(), Reason.POLICY_INVALID);
    Optional<Digest> news =
        switch (facts.sighting()) {
          case Sighting.Seen seen -> Optional.of(seen.digest());
          case Sighting.Gone(Optional<Digest> claimed) -> claimed;
          case Sighting.Withheld(_, Optional<Digest> claimed) -> claimed;
          case Sighting.Unreadable(_, Optional<Digest> claimed) -> claimed;
          case Sighting.Unreached _ -> Optional.empty();
        };
    if (facts.sighting() instanceof Sighting.Unreached) {
      draft.lookAgain();
      return verdict;
    }
    boolean known =
        news.isEmpty()
            || facts
                .entry()
                .filter(
                    e ->
                        e.seen().equals(news)
                            || (e.state() == TagState.HELD && e.claimed().equals(news)))
                .isPresent();
    if (known) {
      draft.keepLookingAgain();
      return verdict;
    }
    draft.claim(news.get());
    draft.lookAgain();
    draft.state(TagState.HELD);
    draft.tell(
        ReportKind.TAG_HELD,
        facts.entry().flatMap(TagEntry::accepted).map(AcceptedDigest::digest),
        news,
        Reason.POLICY_INVALID,
        "TagPolicy %s: %s".formatted(broken.policy(), broken.why()));
    return verdict;
  }
}
