package dev.tagfast.pipeline;

import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.ledger.Displaced;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.resolve.Sighting;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that one look brought to light, before anything is decided.
 *
 * @param sighting what the tag shows
 * @param manifests what was read of its digests, now or earlier
 * @param displaced whether the registry still has the accepted manifest, where the tag moved off it
 * @param policy what the policies say of the tag, for the kind of content that it shows
 * @param followers the workloads that follow the tag
 * @param decidesClaims whether this look decides what the claims of earlier events were
 * @param vanished digests that events named and that the registry has no more, where the tag is
 *     gone
 * @param keeps whether digests of the tag are kept by anchors
 * @param registry the registry that was asked; absent: its manifests were not needed
 */
record Evidence(
    Sighting sighting,
    KnownManifests manifests,
    Optional<Displaced> displaced,
    PolicyAnswer policy,
    List<Subscriber> followers,
    boolean decidesClaims,
    Set<Digest> vanished,
    boolean keeps,
    Optional<ListedRegistry> registry) {
  Evidence {
    followers = List.copyOf(followers);
    vanished = Set.copyOf(vanished);
  }

  /** Whether the operator lets Tagfast write to the repository. */
  boolean isArmed(Repository repository) {
    return registry.filter(it -> it.isArmed(repository.path())).isPresent();
  }

  /** What was read of the manifest that the tag shows. */
  Optional<ManifestFacts> shownImage() {
    return sighting instanceof Sighting.Seen seen
        ? manifests.facts(seen.digest())
        : Optional.empty();
  }
}
