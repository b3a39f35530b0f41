package dev.tagfast.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildInfoTest {
  private static final String SOURCE = "org.opencontainers.image.source";
  private static final String REVISION = "org.opencontainers.image.revision";

  @ParameterizedTest
  @CsvSource({
    "https://git.example/team/pizza, https://git.example/team/pizza",
    "https://gitlab-ci-token:glcbt-64@git.example/team/pizza.git, https://git.example/team/pizza.git",
    "https://token@git.example, https://git.example",
    "https://user:p@ss@git.example/x, https://git.example/x",
    "see http://a:b@c and http://d:e@f, see http://c and http://f",
    "git@git.example:team/pizza.git, git@git.example:team/pizza.git",
    "https://git.example/@team/pizza, https://git.example/@team/pizza",
  })
  void thePasswordOfACloneUrlGoesNowhere(String written, String shown) {
    assertThat(of(Map.of(SOURCE, written)).source()).contains(shown);
  }

  @Test
  void whatABuildSaysIsCleanedAndCut() {
    BuildInfo build =
        of(Map.of(SOURCE, "a\n\u001b[31m\u202E" + "x".repeat(1_000), REVISION, "f".repeat(1_000)));

    assertThat(build.source().orElseThrow()).startsWith("a\uFFFD\uFFFD[31m\uFFFDx").hasSize(200);
    assertThat(build.revision().orElseThrow()).hasSize(64).endsWith("…");
  }

  @Test
  void aBlankAnnotationSaysNothing() {
    assertThat(of(Map.of(SOURCE, "", REVISION, " \n"))).isEqualTo(BuildInfo.NONE);
  }

  @Test
  void childrenThatDisagreeSayNothingForTheirIndex() {
    BuildInfo one = of(Map.of(SOURCE, "s", REVISION, "1"));
    BuildInfo other = of(Map.of(SOURCE, "s", REVISION, "2"));

    assertThat(BuildInfo.common(List.of(one, other, BuildInfo.NONE)))
        .isEqualTo(of(Map.of(SOURCE, "s")));
  }

  private static BuildInfo of(Map<String, String> annotations) {
    return BuildInfo.of(name -> Optional.ofNullable(annotations.get(name)));
  }
}
