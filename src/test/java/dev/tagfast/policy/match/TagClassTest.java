package dev.tagfast.policy.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.EnumWords;
import dev.tagfast.image.Tag;
import dev.tagfast.policy.TagMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of docs/design.md, "Which tags are protected": whoever changes a line changes the
 * default. Real tags are in {@link TagsInTheWildTest}.
 */
class TagClassTest {
  private static final Path TABLE = Path.of("src/test/resources/tag-classes.txt");

  record Line(String word, String tag) {}

  static Stream<Line> table() throws IOException {
    return Files.readAllLines(TABLE).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split(" +", 2))
        .map(parts -> new Line(parts[0], parts[1]));
  }

  @ParameterizedTest
  @MethodSource("table")
  void aTagHasTheClassOfTheTable(Line line) {
    assertThat(EnumWords.word(TagClass.of(new Tag(line.tag())))).isEqualTo(line.word());
  }

  @Test
  void theTableIsLongAndNamesNoTagTwice() throws IOException {
    assertThat(table().map(Line::tag)).hasSizeGreaterThan(200).doesNotHaveDuplicates();
  }

  @Test
  void whatNamesOneImageIsProtectedAndTheRestMoves() {
    assertThat(Stream.of(TagClass.values()).filter(each -> each.mode() == TagMode.REJECT))
        .containsExactly(TagClass.FULL_VERSION, TagClass.DATE, TagClass.COMMIT);
    assertThat(Stream.of(TagClass.values()).filter(each -> each.mode() == TagMode.IGNORE))
        .containsExactly(TagClass.INTERNAL);
    assertThat(Stream.of(TagClass.values()).filter(each -> each.mode() == TagMode.ALERT)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void noDefaultWritesToARegistry(TagClass each) {
    assertThat(each.treatment().restore()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void protectedTagsAreRecordedAndOnlyMovingOnesFollowed(TagClass each) {
    assertThat(each.treatment().record()).isEqualTo(each.mode().isProtected());
    assertThat(each.treatment().follow()).isEqualTo(each.mode() == TagMode.MOVING);
  }

  @Test
  void theOriginNamesTheClass() {
    assertThat(TagClass.of(new Tag("1.2.3")).treatment().origin())
        .isEqualTo("default/full-version");
  }
}
