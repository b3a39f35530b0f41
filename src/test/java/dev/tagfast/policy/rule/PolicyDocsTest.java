package dev.tagfast.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.tagfast.image.EnumWords;
import dev.tagfast.policy.match.TagClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicyDocsTest {
  private static final Path PAGE = Path.of("docs/policies.md");

  @Test
  void theTableOfClassesIsThatOfTheCode() throws IOException {
    assertThat(Files.readString(PAGE).lines().filter(line -> line.startsWith("| `")))
        .map(line -> line.split(" *\\| *", -1))
        .extracting(cells -> cells[1] + " " + cells[3])
        .startsWith(
            Stream.of(TagClass.values())
                .map(each -> "`" + EnumWords.word(each) + "` `" + EnumWords.word(each.mode()) + "`")
                .toArray(String[]::new));
  }

  @Test
  void everyExampleIsAValidPolicy() throws IOException {
    List<String> examples = new ArrayList<>();
    Matcher blocks = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(Files.readString(PAGE));
    while (blocks.find()) {
      examples.add(blocks.group(1));
    }

    assertThat(examples)
        .isNotEmpty()
        .allSatisfy(
            example ->
                assertThat(PolicyParser.parse("example", Yaml.spec(example).path("spec")))
                    .isInstanceOf(ParsedPolicy.ValidPolicy.class));
  }
}
