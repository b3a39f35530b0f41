package dev.tagfast.registry;

/**
 * A manifest's bytes, exactly as stored: one changed byte is another digest.
 *
 * @param descriptor digest and media type
 * @param bytes the body; not copied, so nobody may write to it
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by the digest, which names the bytes
public record Manifest(Descriptor descriptor, byte[] bytes) {
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
