package dev.tagfast.manifest;

import java.util.List;

/**
 * A manifest with its bytes exactly as stored: one changed byte gives another digest.
 *
 * @param descriptor digest and media type
 * @param bytes the body; not copied, so nobody may write to it
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by the digest, which names the bytes
public record Manifest(Descriptor descriptor, byte[] bytes) {
  /** The media types that a registry is asked for (OCI image-spec, Docker schema 2). */
  public static final List<String> MEDIA_TYPES =
      List.of(
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.docker.distribution.manifest.v2+json");

  /**
   * Schema 1 is not asked for, because the container runtimes of today refuse it. A registry that
   * stores nothing else answers it all the same.
   */
  private static final List<String> SCHEMA1 =
      List.of(MediaTypes.SCHEMA1, MediaTypes.SIGNED_SCHEMA1);

  /**
   * Whether a {@code Content-Type} names a manifest. Others are no proof of the contrary: some
   * registries answer {@code application/json}, and then the bytes decide.
   *
   * @param type in lower case, without parameters
   */
  public static boolean isMediaType(String type) {
    return MEDIA_TYPES.contains(type) || SCHEMA1.contains(type);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Manifest that && descriptor.equals(that.descriptor);
  }

  @Override
  public int hashCode() {
    return descriptor.hashCode();
  }

  @Override
  public String toString() {
    return descriptor + " (" + bytes.length + " bytes)";
  }
}
