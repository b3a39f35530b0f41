package dev.tagfast.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A document as GitHub shows it: its code blocks, its anchors, and where its links lead. It knows
 * the Markdown that is used here, and no more.
 *
 * @param text as it is in the file
 */
public record MarkdownPage(String text) {
  private static final Pattern FENCE = Pattern.compile("^ {0,8}(```+|~~~+)(.*)$");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*?) *#*$");
  private static final Pattern ID = Pattern.compile("<a (?:id|name)=\"([^\"]+)\">");
  private static final Pattern LINK =
      Pattern.compile("\\]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)");
  private static final Pattern DEFINITION =
      Pattern.compile("^ {0,3}\\[[^\\]]+\\]: *<?([^\\s>]+)>?", Pattern.MULTILINE);
  private static final Pattern INLINE_CODE =
      Pattern.compile("(`+)(?!`).*?(?<!`)\\1(?!`)", Pattern.DOTALL);
  private static final Pattern LINKED_TEXT = Pattern.compile("!?\\[([^\\]]*)\\]\\([^)]*\\)");

  /**
   * A block of code.
   *
   * @param language what stands behind the fence; empty: nothing
   * @param code its lines
   */
  public record Code(String language, String code) {}

  /** Reads one. */
  public static MarkdownPage read(Path file) {
    try {
      return new MarkdownPage(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its fenced blocks, in order. */
  public List<Code> blocks() {
    List<Code> blocks = new ArrayList<>();
    split(blocks);
    return List.copyOf(blocks);
  }

  /** Where its links lead, in order: addresses, paths, anchors. */
  public List<String> links() {
    String prose = INLINE_CODE.matcher(prose()).replaceAll("code");
    List<String> links = new ArrayList<>();
    LINK.matcher(prose).results().forEach(found -> links.add(found.group(1)));
    DEFINITION.matcher(prose).results().forEach(found -> links.add(found.group(1)));
    return List.copyOf(links);
  }

  /** What can stand behind {@code #}: its headings, as GitHub writes them, and its own ids. */
  public Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    String prose = prose();
    prose
        .lines()
        .map(HEADING::matcher)
        .filter(java.util.regex.Matcher::matches)
        .map(heading -> anchor(heading.group(1)))
        .forEach(
            anchor -> {
              int before = seen.merge(anchor, 1, Integer::sum) - 1;
              anchors.add(before == 0 ? anchor : anchor + "-" + before);
            });
    ID.matcher(prose).results().forEach(found -> anchors.add(found.group(1)));
    return Set.copyOf(anchors);
  }

  /** The text without its blocks of code. */
  private String prose() {
    return split(new ArrayList<>());
  }

  /** Lower case; letters, digits, {@code _} and {@code -} stay, a blank becomes {@code -}. */
  private static String anchor(String heading) {
    String shown = LINKED_TEXT.matcher(heading).replaceAll("$1");
    return shown
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{Pc} -]", "")
        .replace(' ', '-');
  }

  /**
   * Takes the blocks out.
   *
   * @return what is left
   */
  private String split(List<Code> blocks) {
    StringBuilder prose = new StringBuilder();
    StringBuilder code = new StringBuilder();
    String fence = "";
    String language = "";
    boolean afterBlank = true;
    boolean indented = false;
    boolean inList = false;
    for (String line : text.lines().toList()) {
      var mark = FENCE.matcher(line);
      boolean isMark = mark.matches();
      if (!fence.isEmpty()) {
        if (isMark && mark.group(1).startsWith(fence) && mark.group(2).isBlank()) {
          blocks.add(new Code(language, code.toString()));
          fence = "";
        } else {
          code.append(line).append('\n');
        }
        continue;
      }
      if (isMark) {
        fence = mark.group(1);
        language = mark.group(2).strip();
        code.setLength(0);
        continue;
      }
      // Four blanks begin a block where no paragraph and no list goes on.
      indented = line.startsWith("    ") && !inList && (indented || afterBlank);
      if (!indented) {
        prose.append(line).append('\n');
      }
      inList =
          line.matches(" *([-*+]|[0-9]+[.)]) .*")
              || (inList && (line.isBlank() || line.startsWith(" ")));
      afterBlank = line.isBlank();
    }
    return prose.toString();
  }
}
