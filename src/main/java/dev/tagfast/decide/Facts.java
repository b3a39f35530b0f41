package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.ledger.Displaced;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.resolve.Sighting;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

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
 * @param anchors whether accepted manifests of this registry get a second tag
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
    boolean anchors,
    Instant now) {
  /** Copies the set. */
  public Facts {
    pins = Set.copyOf(pins);
  }

  /** Whether the registry said that the tag was deleted. */
  boolean isDelete() {
    return event.action() == PushEvent.Action.DELETE;
  }

  /** How a digest that is accepted for this sighting became known. */
  Provenance provenance() {
    return event.isReconcile() ? Provenance.SEEN_BY_RECONCILE : Provenance.SEEN_AFTER_EVENT;
  }
}
