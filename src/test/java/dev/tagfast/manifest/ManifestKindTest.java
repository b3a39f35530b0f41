package dev.tagfast.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ManifestKindTest {
  @Test
  void policiesAndReportsHaveAWordForEach() {
    assertThat(Arrays.stream(ManifestKind.values()).map(ManifestKind::word))
        .containsExactly(
            "Image", "Index", "AttestedIndex", "Chart", "Artifact", "Referrer", "Schema1");
  }

  @Test
  void onlyImagesRun() {
    assertThat(Arrays.stream(ManifestKind.values()).filter(ManifestKind::isRunnable))
        .containsExactly(ManifestKind.IMAGE, ManifestKind.INDEX, ManifestKind.ATTESTED_INDEX);
  }
}
