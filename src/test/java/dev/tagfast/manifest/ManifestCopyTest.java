package dev.tagfast.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestCopyTest {
  static List<String> names() {
    return Manifests.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyByteComesBack(String name) {
    byte[] manifest = Manifests.bytes(name);

    assertThat(ManifestCopy.pack(manifest).flatMap(ManifestCopy::unpack))
        .hasValueSatisfying(copy -> assertThat(copy).isEqualTo(manifest));
  }

  @Test
  void whatIsTooLongForTheLedgerIsNotKept() {
    byte[] noise = new byte[20_000];
    new Random(1).nextBytes(noise);

    assertThat(ManifestCopy.pack(noise)).isEmpty();
    assertThat(ManifestCopy.pack(new byte[ManifestReader.MAX_BYTES + 1])).isEmpty();
  }

  @Test
  void aGzipBombIsHarmless() throws IOException {
    assertThat(ManifestCopy.unpack(gzipOfZeros(ManifestReader.MAX_BYTES))).isPresent();

    String bomb = gzipOfZeros(ManifestReader.MAX_BYTES + 1);

    assertThat(bomb).hasSizeLessThan(ManifestCopy.MAX_STORED);
    assertThat(ManifestCopy.unpack(bomb)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "H4sI", "H4sIAAAAAAAA", "not base64!", "aGVsbG8=", "ü"})
  void rubbishIsNoCopy(String stored) {
    assertThat(ManifestCopy.unpack(stored)).isEmpty();
  }

  @Test
  void aCopyThatIsCutOrTooLongIsNone() {
    String stored = ManifestCopy.pack(Manifests.bytes("oci-image")).orElseThrow();

    assertThat(ManifestCopy.unpack(stored.substring(0, stored.length() / 8 * 4))).isEmpty();
    assertThat(ManifestCopy.unpack(stored + "A".repeat(ManifestCopy.MAX_STORED))).isEmpty();
  }

  private static String gzipOfZeros(int bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[bytes]);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }
}
