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
 * All that is known when a verdict is given.
 *
 * @param event what made us look
 * @param sighting what the tag showed
 * @param entry what the ledger knew
 * @param manifests what was read of the tag's digests, now or earlier
 * @param displaced whether the registry still has the accepted manifest, where the tag moved off it
 * @param policy what the policies say of the tag
 * @param followed whether a workload follows the tag
 * @param pins the digests that followers are already pinned to
 * @param act {@code tagfast.mode: act}; otherwise nothing but the ledger and the reports changes
 * @param anchors whether accepted manifests of this registry get a second tag
 * @param now the time, from outside: a decision has no clock
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
