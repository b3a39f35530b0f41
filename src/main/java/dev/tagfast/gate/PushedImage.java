package dev.tagfast.gate;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.KnownManifest;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.manifest.ContentDigest;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.manifest.ManifestReader;
import dev.tagfast.manifest.ManifestReading;
import java.util.Optional;

/**
 * The manifest of a push, before the registry sees it.
 *
 * @param digest of its bytes
 * @param facts what was understood of it; empty: nothing, and the registry decides what it is
 */
public record PushedImage(Digest digest, Optional<ManifestFacts> facts) {
  /** Hashes and reads a manifest. */
  public static PushedImage of(byte[] manifest, String contentType) {
    Optional<ManifestFacts> facts =
        switch (ManifestReader.read(manifest, contentType)) {
          case ManifestReading.Understood(ManifestFacts understood) -> Optional.of(understood);
          case ManifestReading.NotUnderstood _ -> Optional.empty();
        };
    return new PushedImage(ContentDigest.sha256(manifest), facts);
  }

  /** Whether it runs the same as a digest of the ledger: other attestations are no other image. */
  boolean runsLike(Digest other, KnownManifests known) {
    KnownManifests both =
        facts
            .map(read -> known.with(new KnownManifest(digest, read, Optional.empty())))
            .orElse(known);
    return both.isSameImage(digest, other);
  }
}
