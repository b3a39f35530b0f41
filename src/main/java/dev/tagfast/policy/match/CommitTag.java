package dev.tagfast.policy.match;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Tags that end in a commit id: {@code 3f2a9c1}, {@code main-3f2a9c1}, {@code sha-3f2a9c1}. An id
 * that only has digits could be a build number, and one that only has letters a word ({@code
 * defaced}): those count only where {@code sha-} or {@code git-} says what they are.
 */
final class CommitTag {
  private static final Pattern MARKED =
      Pattern.compile("(?:sha|git)-[0-9a-f]{7,40}", Pattern.CASE_INSENSITIVE);
  private static final Pattern BARE =
      Pattern.compile("(?:.*[-_.])?([0-9a-f]{7,40})", Pattern.CASE_INSENSITIVE);

  private CommitTag() {}

  static boolean matches(String tag) {
    if (MARKED.matches(tag)) {
      return true;
    }
    Matcher bare = BARE.matcher(tag);
    return bare.matches()
        && bare.group(1).chars().anyMatch(Character::isDigit)
        && bare.group(1).chars().anyMatch(Character::isLetter);
  }
}
