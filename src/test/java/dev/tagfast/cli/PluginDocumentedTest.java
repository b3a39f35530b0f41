package dev.tagfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.documents.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** {@code docs/plugin.md} and the program say the same. */
class PluginDocumentedTest {
  private static final Path PAGE = Path.of("docs/plugin.md");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  static Stream<String> commands() {
    return MarkdownPage.read(PAGE).blocks().stream()
        .flatMap(block -> block.code().lines())
        .map(line -> line.replaceFirst("^\\$ ", "").replaceFirst("\\s+#.*$", ""))
        .filter(line -> line.startsWith("kubectl tagfast"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachPrintedCommandParses(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line.replaceFirst("^kubectl tagfast ?", ""));
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }

    CommandLine.ParseResult parsed =
        CommandTree.of(Typed.shell()).parseArgs(words.toArray(String[]::new));

    assertThat(parsed.hasSubcommand() || parsed.isUsageHelpRequested()).isTrue();
  }

  @Test
  void eachCommandHasAnExample() {
    Set<String> commands = CommandTree.of(Typed.shell()).getSubcommands().keySet();

    assertThat(commands)
        .isNotEmpty()
        .allSatisfy(
            command ->
                assertThat(MarkdownPage.read(PAGE).text()).containsPattern("tagfast " + command));
  }

  @Test
  void theVersionIsThatOfThePom() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<version>" + CommandTree.VERSION + "</version>\n  <name>Tagfast</name>");
  }
}
