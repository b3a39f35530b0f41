package dev.tagfast.policy.match;

import com.github.zafarkhaja.semver.ParseException;
import com.github.zafarkhaja.semver.Version;
import com.github.zafarkhaja.semver.expr.Expression;
import com.github.zafarkhaja.semver.expr.ExpressionParser;
import com.google.re2j.Pattern;
import dev.tagfast.image.Tag;
import dev.tagfast.image.UntrustedText;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A range of semantic versions as npm and Flux write it: {@code >=1.2.0 <2.0.0}, {@code ^1.2},
 * {@code ~1.2 || 3.x}.
 *
 * <p>It holds releases only, {@code 1.2.3}, {@code v1.2.3} and {@code 1.2.3_b1} (Helm's spelling of
 * build metadata). A tag with a suffix behind {@code -} is a pre-release or a variant ({@code
 * 1.2.3-alpine}), and no order says which of them belongs in a range.
 */
public final class SemverRange {
  private static final int LONGEST = 200;
  private static final int LONGEST_QUOTE = 80;
  private static final Pattern SUFFIX = Pattern.compile("[0-9xX*][-+]");
  private static final Pattern SPACE_BEHIND_OPERATOR = Pattern.compile("([<>=^~!]) +");
  private static final Pattern HYPHEN_RANGE = Pattern.compile(" *\\S+ +- +\\S+ *");
  private static final Pattern BETWEEN = Pattern.compile(" *, *| +");

  private final Expression expression;

  /**
   * @throws IllegalArgumentException if it is none; the message is a sentence
   */
  public SemverRange(String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a range has 1 to " + LONGEST + " characters, for example >=1.2.0 <2.0.0");
    }
    if (SUFFIX.matcher(text).find()) {
      throw new IllegalArgumentException(
          UntrustedText.quoted(text, LONGEST_QUOTE)
              + " names a version with a suffix; ranges hold releases only: say regex or class for"
              + " tags with suffixes, and put spaces around the - of a range");
    }
    try {
      expression = ExpressionParser.newInstance().parse(translated(text));
    } catch (ParseException | NumberFormatException e) {
      throw new IllegalArgumentException(
          UntrustedText.quoted(text, LONGEST_QUOTE)
              + " is not a range of versions such as >=1.2.0 <2.0.0, ^1.2, ~1.2 or 1.x: "
              + UntrustedText.clean(e.getMessage(), 120),
          e);
    }
  }

  boolean contains(Tag tag) {
    String value = tag.value();
    String numbers = value.startsWith("v") ? value.substring(1) : value;
    int metadata = numbers.indexOf('_');
    return Version.tryParse(metadata < 0 ? numbers : numbers.substring(0, metadata))
        .filter(version -> !version.isPreRelease())
        .filter(this::contains)
        .isPresent();
  }

  /**
   * Whether it has a release.
   *
   * @param release without pre-release: no order says where one of those belongs
   */
  public boolean contains(Version release) {
    return expression.interpret(release);
  }

  // The library's own grammar has & and | and no precedence between them.
  private static String translated(String range) {
    return Arrays.stream(range.split("\\|\\|", -1))
        .map(SemverRange::alternative)
        .collect(Collectors.joining(" | "));
  }

  private static String alternative(String range) {
    String joined =
        HYPHEN_RANGE.matches(range)
            ? range.strip()
            : BETWEEN
                .matcher(SPACE_BEHIND_OPERATOR.matcher(range.strip()).replaceAll("$1"))
                .replaceAll(" & ");
    return "(" + joined + ")";
  }
}
