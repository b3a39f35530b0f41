package dev.tagfast.documents;

import static java.util.stream.Collectors.toMap;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The questions of {@code docs/daily.md}, each with the one command that answers it. */
public final class DailyPage {
  private static final Path PAGE = Path.of("docs/daily.md");

  private final String introduction;
  private final Map<String, String> commands;

  private DailyPage(String introduction, Map<String, String> commands) {
    this.introduction = introduction;
    this.commands = commands;
  }

  /**
   * Reads it.
   *
   * @throws AssertionError if a question has no command, or more than one
   */
  public static DailyPage read() {
    String[] sections = MarkdownPage.read(PAGE).text().split("\n## ", -1);
    return new DailyPage(
        sections[0],
        Arrays.stream(sections)
            .skip(1)
            .collect(toMap(section -> section.lines().findFirst().orElseThrow(), DailyPage::only)));
  }

  /** What stands before the first question. */
  public String introduction() {
    return introduction;
  }

  /** Its questions, in no order. */
  public Set<String> questions() {
    return commands.keySet();
  }

  /**
   * The command that answers a question, as it is printed.
   *
   * @param filled what a reader puts in, by the word in capitals that stands there
   */
  public String command(String question, Map<String, String> filled) {
    String command = commands.get(question);
    if (command == null) {
      throw new AssertionError(PAGE + " does not ask: " + question);
    }
    for (Map.Entry<String, String> word : filled.entrySet()) {
      String typed = command.replaceAll("\\b" + word.getKey() + "\\b", word.getValue());
      if (typed.equals(command)) {
        throw new AssertionError("no " + word.getKey() + " in: " + command);
      }
      command = typed;
    }
    return command;
  }

  private static String only(String section) {
    List<String> lines =
        new MarkdownPage("## " + section)
            .blocks().stream().flatMap(block -> block.code().lines()).toList();
    if (lines.size() != 1) {
      throw new AssertionError("one command, and not these: " + lines);
    }
    return lines.getFirst();
  }
}
