package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.ledger.Acceptance;
import dev.tagfast.ledger.Acceptances;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Claim;
import dev.tagfast.ledger.Displaced;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.approval.Approval;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.resolve.Sighting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The input of a verdict.
 *
 * @param event the event that caused the look
 * @param sighting what the tag showed
 * @param entry what the ledger holds of the tag
 * @param manifests what was read of the tag's manifests, now or earlier
 * @param displaced whether the registry still has the accepted manifest, where the tag moved off it
 * @param policy how the policies treat the tag
 * @param followed whether a workload follows the tag
 * @param pins the digests that followers are already pinned to
 * @param act {@code tagfast.mode: act}; otherwise only the ledger and the reports change
 * @param decidesClaims whether this look decides what the claims of earlier events were, rather
 *     than only recording them
 * @param vanished digests that events named and that the registry has no more
 * @param armed whether the operator set push credentials for the repository; without them nothing
 *     is written there, whatever the registry would let us do
 * @param anchors whether digests of the tag are kept by a second tag
 * @param approvals the approvals of the tag, where they were read
 * @param now the time; passed in, because a decision reads no clock
 */
public record Facts(
    PushEvent event,
    Sighting sighting,
    Optional<TagEntry> entry,
    KnownManifests manifests,
    Optional<Displaced> displaced,
    PolicyAnswer policy,
    boolean followed,
    Set<Digest> pins,
    boolean act,
    boolean decidesClaims,
    Set<Digest> vanished,
    boolean armed,
    boolean anchors,
    List<Approval> approvals,
    Instant now) {
  /** Copies the sets. */
  public Facts {
    pins = Set.copyOf(pins);
    vanished = Set.copyOf(vanished);
    approvals = List.copyOf(approvals);
  }

  /** Where no approval was read. */
  public Facts(
      PushEvent event,
      Sighting sighting,
      Optional<TagEntry> entry,
      KnownManifests manifests,
      Optional<Displaced> displaced,
      PolicyAnswer policy,
      boolean followed,
      Set<Digest> pins,
      boolean act,
      boolean decidesClaims,
      Set<Digest> vanished,
      boolean armed,
      boolean anchors,
      Instant now) {
    this(
        event,
        sighting,
        entry,
        manifests,
        displaced,
        policy,
        followed,
        pins,
        act,
        decidesClaims,
        vanished,
        armed,
        anchors,
        List.of(),
        now);
  }

  /** Whether the registry said that the tag was deleted. */
  boolean isDelete() {
    return event.action() == PushEvent.Action.DELETE;
  }

  /**
   * Whether the event vouches for what the tag shows: somebody pushed, and the event does not name
   * another image. A dead letter is too old, and a delete or a reconcile says nothing about a push.
   */
  boolean isVouchedFor(Digest shown) {
    boolean push = event.action() == PushEvent.Action.PUSH;
    return push
        && !event.isReconcile()
        && !event.isDeadLetter()
        && sighting.claimed().filter(claim -> !manifests.countsAs(claim, shown)).isEmpty();
  }

  /** How a digest that is accepted for this sighting became known. */
  Provenance provenance() {
    boolean vouched = sighting instanceof Sighting.Seen seen && isVouchedFor(seen.digest());
    return vouched ? Provenance.SEEN_AFTER_EVENT : Provenance.SEEN_BY_RECONCILE;
  }

  /** What earlier events named and the tag did not show. */
  Stream<Digest> claims() {
    return entry.stream()
        .flatMap(
            known ->
                Stream.concat(
                    known.claimed().stream(), known.claims().stream().map(Claim::digest)));
  }

  /** Whether the tag showed another image after this digest was accepted. */
  boolean hasShownAnotherSince(AcceptedDigest accepted) {
    return entry.stream()
        .flatMap(known -> known.history().stream())
        .filter(move -> !move.at().isBefore(accepted.at()))
        .flatMap(move -> move.to().stream())
        .anyMatch(other -> !manifests.countsAs(other, accepted.digest()));
  }

  /** Whether a person accepts the digest now. */
  boolean isApproved(Digest digest) {
    return approval(digest).isPresent();
  }

  /** The acceptance or approval by which a person accepts the digest now. */
  Optional<Acceptance> approval(Digest digest) {
    return Acceptances.of(entry).covering(digest, approvals, now);
  }

  /**
   * Digests of other images that workloads are pinned to. Pins that Tagfast itself may have written
   * are no witness.
   */
  Set<Digest> opposingPins(Digest shown) {
    Optional<Digest> ours =
        entry
            .flatMap(TagEntry::accepted)
            .filter(held -> held.provenance() != Provenance.PINNED_IN_SUBSCRIBER)
            .map(AcceptedDigest::digest);
    return pins.stream()
        .filter(pin -> !manifests.countsAs(pin, shown))
        .filter(pin -> ours.filter(pin::equals).isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
