package dev.tagfast.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/** Anybody may push anything, and anybody in between may answer anything. */
class AnyManifestTest {
  private static final int TRIES = 4 * Integer.getInteger("any.tries", 1_500);
  private static final long SEED = Long.getLong("any.seed", 20_180_512L);

  @Test
  void anyBytesAreReadOrRefusedWithASentence() {
    int understood = 0;
    int refused = 0;
    for (long seed = SEED; seed < SEED + TRIES; seed++) {
      byte[] bytes = new AnyManifest(seed).bytes();
      try {
        switch (ManifestReader.read(bytes, new String(bytes, 0, bytes.length % 30, ISO_8859_1))) {
          case ManifestReading.Understood(ManifestFacts facts) -> {
            understood++;
            assertThat(ManifestFactsJson.read(ManifestFactsJson.write(facts))).contains(facts);
          }
          case ManifestReading.NotUnderstood(String why) -> {
            refused++;
            assertThat(why).contains(" is no manifest: ").hasSizeLessThan(500);
            assertThat(why.chars()).noneMatch(Character::isISOControl);
          }
        }
        assertThat(Schema1Payload.digestedBytes(bytes)).isNotNull();
        assertThat(ManifestCopy.pack(bytes).flatMap(ManifestCopy::unpack))
            .hasValueSatisfying(copy -> assertThat(copy).isEqualTo(bytes));
      } catch (RuntimeException | AssertionError e) {
        fail("any.seed=%d %s".formatted(seed, new String(bytes, ISO_8859_1)), e);
      }
    }
    // Otherwise the generator makes nothing but one of the two.
    assertThat(understood).isGreaterThan(TRIES / 10);
    assertThat(refused).isGreaterThan(TRIES / 10);
  }
}
