package dev.tagfast.registry;

import dev.tagfast.manifest.Manifest;
import dev.tagfast.manifest.ManifestReading;

/**
 * A manifest whose bytes were compared with its digest, and what they say.
 *
 * @param manifest its bytes hash to its digest; of signed schema 1, their payload does
 * @param reading {@code NotUnderstood} where the bytes are no manifest, although they are stored
 *     under the digest; the caller decides what follows
 */
public record ReadManifest(Manifest manifest, ManifestReading reading) {}
