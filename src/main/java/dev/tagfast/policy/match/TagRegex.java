package dev.tagfast.policy.match;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagCase;
import dev.tagfast.image.UntrustedText;
import java.util.Optional;

/**
 * A regular expression for a whole tag, in RE2's syntax: it has no look-around and no
 * back-references, and in return takes linear time.
 */
public final class TagRegex {
  private static final int LONGEST = 256;
  private static final long MOST_COPIES = 1000;
  private static final Pattern COUNT = Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?\\}");

  private final Pattern pattern;
  private final Pattern ofAnyCase;

  /**
   * @throws IllegalArgumentException if it is none, or a costly one; the message is a sentence
   */
  public TagRegex(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a regular expression has 1 to " + LONGEST + " characters, this one " + text.length());
    }
    if (copies(text) > MOST_COPIES) {
      throw new IllegalArgumentException(
          "the counts in braces multiply to more than " + MOST_COPIES + "; write + or * instead");
    }
    try {
      pattern = Pattern.compile(text);
      ofAnyCase = Pattern.compile(text, Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          UntrustedText.quoted(text, 80)
              + " is not a regular expression that RE2 knows: "
              + e.getDescription(),
          e);
    }
  }

  boolean matches(Tag tag, TagCase tagCase) {
    return switch (tagCase) {
      case KEEP -> pattern.matches(tag.value());
      // An expression in lower case would be another one: \S is not \s.
      case LOWER -> ofAnyCase.matches(tag.value());
    };
  }

  /** How many parts of a tag it captures. */
  public int groups() {
    return pattern.groupCount();
  }

  /** Whether it captures a part under this name. */
  public boolean captures(String name) {
    return pattern.namedGroups().containsKey(name);
  }

  /**
   * What it captures of a tag that it matches; the whole tag, if it captures nothing. Empty: it
   * does not match, or the group takes no part in the match.
   *
   * @param name of the group that counts; where it has no such group, the first one does
   */
  public Optional<String> captured(Tag tag, TagCase tagCase, String name) {
    Matcher matcher = (tagCase == TagCase.KEEP ? pattern : ofAnyCase).matcher(tag.value());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        captures(name) ? matcher.group(name) : matcher.group(Math.min(1, groups())));
  }

  // RE2 writes a repeated part out, and RE2/J does not bound nested repeats as Go does: 60
  // characters of {9}{9}{9}… fill the heap. The product over all counts is the worst nesting.
  private static long copies(String text) {
    long product = 1;
    Matcher counts = COUNT.matcher(text);
    while (counts.find() && product <= MOST_COPIES) {
      String most = counts.group(2);
      String count = most == null || most.isEmpty() ? counts.group(1) : most;
      product *= Math.max(1, Long.parseLong(count));
    }
    return product;
  }
}
