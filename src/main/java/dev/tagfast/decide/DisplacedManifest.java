package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.Displaced;
import dev.tagfast.ledger.KnownManifest;
import dev.tagfast.policy.Treatment;

/**
 * What it means for people that the registry dropped the accepted manifest as soon as its tag
 * moved, as zot and Gitea do: the first alert says it, and not the failed pull of the next pod.
 */
final class DisplacedManifest {
  private DisplacedManifest() {}

  /** Whether nothing can bring the accepted manifest back but a push of the same image. */
  static boolean isLost(Facts facts, Digest accepted) {
    return isDropped(facts) && !hasCopy(facts, accepted);
  }

  /** Sentences for the alert; empty where the registry still has the manifest, or did not say. */
  static String advice(Facts facts, Treatment treatment, Digest accepted) {
    if (!isDropped(facts)) {
      return "";
    }
    String problem =
        "This registry drops displaced manifests: new pods cannot pull "
            + accepted.abbreviated()
            + " any more";
    if (!hasCopy(facts, accepted)) {
      return problem + ". Push that image again, or accept what the tag shows.";
    }
    return treatment.restore()
        ? problem + " until the restore has put Tagfast's copy of it back."
        : problem + ". Push that image again, accept what the tag shows, or let a rule restore it.";
  }

  private static boolean isDropped(Facts facts) {
    return facts.displaced().filter(Displaced.DROPPED::equals).isPresent();
  }

  private static boolean hasCopy(Facts facts, Digest accepted) {
    return facts.manifests().find(accepted).flatMap(KnownManifest::copy).isPresent();
  }
}
