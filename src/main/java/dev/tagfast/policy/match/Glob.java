package dev.tagfast.policy.match;

import com.google.re2j.Pattern;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagCase;
import dev.tagfast.image.UntrustedText;
import java.util.Locale;
import java.util.Optional;

/**
 * A pattern with wildcards for a whole text: {@code *} stands for anything but a slash, {@code **}
 * for anything, {@code ?} for one character but a slash; {@code a/**}{@code /b} is also {@code
 * a/b}. Matching takes linear time, whoever wrote the pattern.
 */
public final class Glob {
  private static final Pattern REPOSITORY_TEXT = Pattern.compile("[a-z0-9.:_\\[\\]/*?-]{1,512}");
  private static final Pattern TAG_TEXT = Pattern.compile("[A-Za-z0-9._*?-]{1,128}");

  // The rule of the reference grammar: a first part without dot and colon is no host.
  private static final Pattern HOST = Pattern.compile("localhost|.*[.:*?].*");

  private static final int LONGEST_QUOTE = 80;

  private final String text;
  private final Pattern pattern;
  private final Pattern ofLowerCase;

  private Glob(String text) {
    this.text = text;
    this.pattern = Pattern.compile(translated(text));
    String lower = text.toLowerCase(Locale.ROOT);
    this.ofLowerCase = lower.equals(text) ? pattern : Pattern.compile(translated(lower));
  }

  /**
   * A glob for {@code host/path} as the ledger spells it, {@code docker.io/library/nginx}.
   *
   * @throws IllegalArgumentException if it is none, or could never match; the message is a sentence
   */
  public static Glob ofRepositories(String text) {
    if (!REPOSITORY_TEXT.matches(text)) {
      throw new IllegalArgumentException(
          UntrustedText.quoted(text, LONGEST_QUOTE)
              + " is not a pattern for repositories: lower-case letters, digits, . : _ - / and the"
              + " wildcards * ** ? make one, at most 512 characters");
    }
    String host = text.contains("/") ? text.substring(0, text.indexOf('/')) : text;
    boolean canMatch = text.contains("/") ? HOST.matches(host) : text.contains("**");
    if (!canMatch) {
      throw new IllegalArgumentException(
          UntrustedText.quoted(text, LONGEST_QUOTE)
              + " never matches, because patterns are compared with host and path: write"
              + " docker.io/library/nginx, ghcr.io/team/*, or ** for every repository");
    }
    return new Glob(text);
  }

  /**
   * A glob for a tag.
   *
   * @throws IllegalArgumentException if it is none; the message is a sentence
   */
  public static Glob ofTags(String text) {
    if (!TAG_TEXT.matches(text)) {
      throw new IllegalArgumentException(
          UntrustedText.quoted(text, LONGEST_QUOTE)
              + " is not a pattern for tags: letters, digits, . _ - and the wildcards * ? make one,"
              + " at most 128 characters");
    }
    return new Glob(text);
  }

  /** Whether it can match a repository of the registry with this host. */
  public boolean canMatchHost(String host) {
    String part = text.contains("/") ? text.substring(0, text.indexOf('/')) : text;
    // Two stars go on behind the slash: what they leave to the host is unknown.
    return part.contains("**") || Pattern.compile(translated(part)).matches(host);
  }

  public boolean matches(String candidate) {
    return pattern.matches(candidate);
  }

  /**
   * What the wildcards of a glob for tags stand for in a tag that it matches, with the numbers
   * beside them: {@code 1.25.3} of {@code release-1.25.3-alpine}, by {@code release-1.*-alpine}.
   * Empty: it does not match.
   */
  public Optional<String> varyingPart(Tag tag, TagCase tagCase) {
    String value = tag.value();
    return matches(tag, tagCase)
        ? Optional.of(value.substring(fixedBefore(), value.length() - fixedBehind()))
        : Optional.empty();
  }

  /**
   * The same of a tag that it may not match, where what surrounds the wildcards is there: {@code
   * 2.0.0} of {@code release-2.0.0}, by {@code release-1.*}.
   */
  public Optional<String> comparablePart(Tag tag, TagCase tagCase) {
    String value = tagCase.stored(tag).value();
    String glob = tagCase == TagCase.KEEP ? text : text.toLowerCase(Locale.ROOT);
    String before = glob.substring(0, fixedBefore());
    String behind = glob.substring(glob.length() - fixedBehind());
    return value.length() >= before.length() + behind.length()
            && value.startsWith(before)
            && value.endsWith(behind)
        ? Optional.of(value.substring(before.length(), value.length() - behind.length()))
        : Optional.empty();
  }

  /** How much of the start is fixed, up to the last sign that is of no number. */
  private int fixedBefore() {
    int end = 0;
    for (int at = 0; at < text.length() && !isWildcard(text.charAt(at)); at++) {
      end = isOfNumber(text.charAt(at)) ? end : at + 1;
    }
    return end;
  }

  /** How much of the end is fixed, from the first sign that is of no number. */
  private int fixedBehind() {
    int at = Math.max(text.lastIndexOf('*'), text.lastIndexOf('?')) + 1;
    while (at < text.length() && isOfNumber(text.charAt(at))) {
      at++;
    }
    return at == 0 ? 0 : text.length() - at;
  }

  private static boolean isWildcard(char sign) {
    return sign == '*' || sign == '?';
  }

  private static boolean isOfNumber(char sign) {
    return sign == '.' || Character.isDigit(sign);
  }

  /** Whether it matches a tag as a registry compares tags. */
  boolean matches(Tag tag, TagCase tagCase) {
    return switch (tagCase) {
      case KEEP -> matches(tag.value());
      case LOWER -> ofLowerCase.matches(tagCase.stored(tag).value());
    };
  }

  @Override
  public String toString() {
    return text;
  }

  private static String translated(String glob) {
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < glob.length()) {
      if (glob.startsWith("/**/", at)) {
        regex.append("/(?:.*/)?");
        at += 4;
      } else if (glob.startsWith("**", at)) {
        regex.append(".*");
        at += 2;
      } else {
        char next = glob.charAt(at);
        regex.append(
            switch (next) {
              case '*' -> "[^/]*";
              case '?' -> "[^/]";
              default -> Pattern.quote(String.valueOf(next));
            });
        at++;
      }
    }
    return regex.toString();
  }
}
