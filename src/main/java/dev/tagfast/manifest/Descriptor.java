package dev.tagfast.manifest;

import dev.tagfast.image.Digest;

/**
 * The digest and media type of a manifest, as HEAD reports them.
 *
 * @param digest the {@code Docker-Content-Digest}
 * @param mediaType the {@code Content-Type}, without parameters
 */
public record Descriptor(Digest digest, String mediaType) {}
