package dev.tagfast.manifest;

import dev.tagfast.image.Digest;

/**
 * What HEAD says of a manifest.
 *
 * @param digest the {@code Docker-Content-Digest}
 * @param mediaType the {@code Content-Type}, without parameters
 */
public record Descriptor(Digest digest, String mediaType) {}
