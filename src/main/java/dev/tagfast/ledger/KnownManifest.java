package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.manifest.ManifestFacts;
import java.util.Optional;

/**
 * A manifest that was read once for a tag, so that no later event reads it again.
 *
 * @param digest of the manifest
 * @param facts what was understood of it
 * @param copy its bytes, packed by {@link dev.tagfast.manifest.ManifestCopy}: a restore needs them
 *     where the registry drops a manifest as soon as its tag moves. Kept for the accepted and the
 *     shown digest alone; empty also where the manifest is too large to be kept
 */
public record KnownManifest(Digest digest, ManifestFacts facts, Optional<String> copy) {
  KnownManifest withoutCopy() {
    return copy.isEmpty() ? this : new KnownManifest(digest, facts, Optional.empty());
  }
}
