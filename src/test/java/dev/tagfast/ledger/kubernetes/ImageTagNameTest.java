package dev.tagfast.ledger.kubernetes;

import static dev.tagfast.ledger.Entries.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.TagKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTagNameTest {
  @Test
  void aNameCanBeReadByPeople() {
    assertThat(ImageTagName.of(key("registry.example/pizza:2018-05-12")))
        .matches("pizza-2018-05-12-[0-9a-f]{16}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nginx:latest",
        "ghcr.io/team/app:_",
        "ghcr.io/team/app:__",
        "ghcr.io/a/b:V1.2.3-RC.1_Build",
        "localhost:5001/0/1:2",
      })
  void aNameIsADnsLabel(String text) {
    assertIsDnsLabel(ImageTagName.of(key(text)));
  }

  @Test
  void theLongestNamesAreDnsLabelsAndDiffer() {
    String path = "a-".repeat(127) + "b";
    List<String> names =
        List.of(
            ImageTagName.of(key("ghcr.io/" + path + ":" + "T".repeat(128))),
            ImageTagName.of(key("ghcr.io/" + path + ":" + "t".repeat(128))),
            ImageTagName.of(key("ghcr.io/" + path + ":" + "_" + "-".repeat(127))));

    assertThat(names).doesNotHaveDuplicates().allSatisfy(ImageTagNameTest::assertIsDnsLabel);
  }

  @Test
  void theSameTagHasAlwaysTheSameName() {
    TagKey key = key("nginx:1.27");

    // Literal, because with another rule no stored entry would be found.
    assertThat(ImageTagName.of(key))
        .isEqualTo(ImageTagName.of(key("docker.io/library/nginx:1.27")))
        .isEqualTo("library-nginx-1-27-" + ImageTagName.hash("docker.io/library/nginx:1.27"));
  }

  private static void assertIsDnsLabel(String name) {
    assertThat(name).hasSizeLessThanOrEqualTo(63).matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
  }
}
