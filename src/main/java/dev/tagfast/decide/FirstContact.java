package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Claim;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import dev.tagfast.policy.Treatment;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what the first digest of a tag is worth. What a protected tag shows when Tagfast sees it
 * first may be the overwrite already: Tagfast was away, and the events of both pushes come later.
 * So the digest is proven only if an authentic event and the registry agree on it, and nothing that
 * Tagfast knows speaks against it.
 */
final class FirstContact {
  private FirstContact() {}

  static Verdict judge(Facts facts, Treatment treatment, Digest shown, EntryDraft draft) {
    if (facts.isApproved(shown)) {
      return accept(Provenance.ACCEPTED_BY_PERSON, Reason.ACCEPTED_BY_PERSON, shown, draft);
    }
    if (!treatment.mode().isProtected()) {
      return accept(facts.provenance(), Reason.FIRST_SEEN, shown, draft);
    }
    Optional<Digest> witness = claimBefore(facts).or(() -> newClaim(facts, shown));
    boolean secondEvent = witness.filter(shown::equals).isPresent() && isSecondEvent(facts, shown);
    Set<Digest> others = new TreeSet<>();
    others.addAll(facts.opposingPins(shown));
    witness.filter(it -> !facts.manifests().countsAs(it, shown)).ifPresent(others::add);
    if (!secondEvent) {
      Stream.concat(shownBefore(facts), facts.claims())
          .filter(it -> !facts.manifests().countsAs(it, shown))
          .forEach(others::add);
    }
    if (!others.isEmpty()) {
      return hold(facts, shown, others, draft);
    }
    if (facts.isVouchedFor(shown) || isNamedBefore(facts, shown)) {
      return accept(Provenance.SEEN_AFTER_EVENT, Reason.FIRST_SEEN, shown, draft);
    }
    boolean pinned = !facts.pins().isEmpty();
    return accept(
        pinned ? Provenance.PINNED_IN_SUBSCRIBER : Provenance.SEEN_BY_RECONCILE,
        Reason.UNPROVEN,
        shown,
        draft);
  }

  /**
   * Whether what is shown settles an unproven tag in favour of another digest than the one that
   * Tagfast saw first: an event named it before Tagfast looked, and a second event agrees with the
   * registry now.
   */
  static boolean settles(Facts facts, AcceptedDigest accepted, Digest shown) {
    return !accepted.provenance().isProven()
        && facts.entry().flatMap(TagEntry::claimed).filter(shown::equals).isPresent()
        && isSecondEvent(facts, shown)
        && facts.opposingPins(shown).isEmpty();
  }

  private static Verdict accept(
      Provenance provenance, Reason reason, Digest shown, EntryDraft draft) {
    if (reason == Reason.ACCEPTED_BY_PERSON) {
      draft.recordAcceptance(shown);
    } else {
      draft.recordMoveUnlessSeen(shown, reason);
    }
    draft.state(reason == Reason.UNPROVEN ? TagState.UNPROVEN : TagState.CURRENT);
    draft.accept(new AcceptedDigest(shown, provenance, true, draft.now()));
    draft.report(ReportKind.TAG_ACCEPTED, Optional.empty(), Optional.of(shown), reason);
    draft.demandRollout(shown);
    return new Verdict.Accept(Optional.empty(), shown, reason);
  }

  /** Nothing is accepted while the witnesses disagree: a person, or a second event, settles it. */
  private static Verdict hold(Facts facts, Digest shown, Set<Digest> others, EntryDraft draft) {
    String why =
        "It shows %s; %s."
            .formatted(
                shown.abbreviated(),
                others.stream()
                    .map(other -> witness(facts, other) + " " + other.abbreviated())
                    .collect(Collectors.joining(", ")));
    Optional<Digest> claim = newClaim(facts, shown);
    boolean newlyClaimed =
        claim.filter(it -> facts.entry().filter(e -> hasClaim(e, it)).isEmpty()).isPresent();
    boolean alreadyHeld =
        !newlyClaimed
            && facts
                .entry()
                .filter(entry -> entry.state() == TagState.UNPROVEN)
                .flatMap(TagEntry::seen)
                .filter(shown::equals)
                .isPresent();
    if (alreadyHeld) {
      return new Verdict.Nothing(Reason.ALREADY_REPORTED);
    }
    claim.ifPresent(digest -> draft.addClaim(new Claim(digest, Cause.of(facts.event()))));
    draft.recordMoveUnlessSeen(shown, Reason.UNPROVEN);
    draft.state(TagState.UNPROVEN);
    draft.report(
        ReportKind.TAG_HELD, others.stream().findFirst(), Optional.of(shown), Reason.UNPROVEN, why);
    return new Verdict.Later(Reason.UNPROVEN, why);
  }

  private static String witness(Facts facts, Digest other) {
    if (facts.pins().contains(other)) {
      return "workloads are pinned to";
    }
    boolean shownBefore = facts.entry().filter(entry -> entry.hasSeen(other)).isPresent();
    return shownBefore ? "it showed before" : "an event named";
  }

  private static boolean hasClaim(TagEntry entry, Digest digest) {
    return entry.claimed().filter(digest::equals).isPresent()
        || entry.claims().stream().map(Claim::digest).anyMatch(digest::equals);
  }

  private static Optional<Digest> newClaim(Facts facts, Digest shown) {
    return facts.sighting().claimed().filter(claim -> !facts.manifests().countsAs(claim, shown));
  }

  /** The first digest that an event named and the tag did not show. */
  private static Optional<Digest> claimBefore(Facts facts) {
    return facts.entry().flatMap(TagEntry::claimed);
  }

  /** An earlier event named it; while a policy was invalid, no event was needed for that. */
  private static boolean isNamedBefore(Facts facts, Digest shown) {
    return facts
        .entry()
        .filter(entry -> entry.state() != TagState.HELD)
        .flatMap(TagEntry::claimed)
        .filter(claimed -> facts.manifests().countsAs(claimed, shown))
        .isPresent();
  }

  /** Whether an event names it that is not the one whose claim is recorded, and no repeat of it. */
  private static boolean isSecondEvent(Facts facts, Digest shown) {
    boolean sameEvent =
        facts.entry().stream()
            .flatMap(entry -> entry.claims().stream())
            .anyMatch(
                claim ->
                    claim.digest().equals(shown)
                        && claim.cause().eventId().equals(facts.event().id()));
    boolean namesIt = facts.event().digest().filter(shown::equals).isPresent();
    return namesIt && facts.isVouchedFor(shown) && !facts.decidesClaims() && !sameEvent;
  }

  private static Stream<Digest> shownBefore(Facts facts) {
    return facts.entry().stream()
        .flatMap(entry -> entry.history().stream())
        .map(Move::to)
        .flatMap(Optional::stream)
        .distinct();
  }
}
