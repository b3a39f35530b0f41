package dev.tagfast.policy.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.tagfast.image.EnumWords;
import dev.tagfast.image.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tags that well-known repositories have, each with the class that was decided for it by hand. */
class TagsInTheWildTest {
  private static final Path RESOURCES = Path.of("src/test/resources");

  record Decision(String repository, String tag, String word, String reason, String listed) {
    TagClass tagClass() {
      return EnumWords.find(TagClass.class, word).orElseThrow();
    }

    @Override
    public String toString() {
      return repository + ":" + tag;
    }
  }

  static Stream<Decision> decisions() {
    return rows("tags-in-the-wild.tsv", 5)
        .map(row -> new Decision(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)));
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void aTagHasTheClassThatWasDecided(Decision decision) {
    assertThat(EnumWords.word(TagClass.of(new Tag(decision.tag())))).isEqualTo(decision.word());
  }

  @Test
  void theTagsAreManyAndOfManyRepositories() {
    assertThat(decisions()).hasSizeGreaterThan(500);
    assertThat(decisions().map(Decision::toString)).doesNotHaveDuplicates();
    assertThat(decisions().map(Decision::repository).distinct()).hasSizeGreaterThan(100);
  }

  /** The mode is written twice, with the class and with the reason: a slip in one is seen. */
  @Test
  void theReasonAndTheClassSayTheSameMode() {
    Map<String, String> modes = modesOfReasons();

    assertThat(decisions())
        .allSatisfy(
            decision ->
                assertThat(modes)
                    .as("the reason of %s", decision)
                    .contains(
                        entry(decision.reason(), EnumWords.word(decision.tagClass().mode()))));
  }

  @Test
  void everyReasonIsThatOfSomeTag() {
    assertThat(decisions().map(Decision::reason).distinct())
        .containsExactlyInAnyOrderElementsOf(modesOfReasons().keySet());
  }

  @Test
  void everySourceIsOneOfThoseThatTheFileNames() {
    assertThat(decisions().map(Decision::listed).distinct())
        .containsExactlyInAnyOrder("official-images", "image-mirror", "public-source", "flux-docs");
  }

  private static Map<String, String> modesOfReasons() {
    return rows("tags-in-the-wild-reasons.tsv", 3)
        .collect(Collectors.toMap(row -> row.get(0), row -> row.get(1)));
  }

  private static Stream<List<String>> rows(String file, int columns) {
    try {
      return Files.readAllLines(RESOURCES.resolve(file)).stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split("\t", -1)))
          .peek(row -> assertThat(row).as("a row of %s", file).hasSize(columns));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
