package dev.tagfast.manifest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A manifest's bytes as a short text for the ledger, so that they can be put back where a registry
 * dropped the manifest with its tag. They are compressed, because an index repeats itself.
 */
public final class ManifestCopy {
  /** The longest text, in characters; one ledger entry may hold several. */
  public static final int MAX_STORED = 16 * 1024;

  private ManifestCopy() {}

  /** The text; empty: it would be longer than {@value #MAX_STORED}, so no copy is kept. */
  public static Optional<String> pack(byte[] manifest) {
    if (manifest.length > ManifestReader.MAX_BYTES) {
      return Optional.empty();
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(manifest);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written to", e);
    }
    return Optional.of(Base64.getEncoder().encodeToString(packed.toByteArray()))
        .filter(text -> text.length() <= MAX_STORED);
  }

  /**
   * The bytes; empty: the text is none that {@link #pack} writes. It gives up after {@value
   * ManifestReader#MAX_BYTES} bytes, since a text from elsewhere may unpack to a thousand times its
   * size. The caller compares the digest.
   */
  public static Optional<byte[]> unpack(String stored) {
    if (stored.length() > MAX_STORED) {
      return Optional.empty();
    }
    try (GZIPInputStream gzip =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(stored)))) {
      byte[] manifest = gzip.readNBytes(ManifestReader.MAX_BYTES + 1);
      return Optional.of(manifest).filter(bytes -> bytes.length <= ManifestReader.MAX_BYTES);
    } catch (IOException | IllegalArgumentException notPacked) {
      return Optional.empty();
    }
  }
}
