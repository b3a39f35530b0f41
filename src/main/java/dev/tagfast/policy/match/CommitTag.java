package dev.tagfast.policy.match;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Tags that name a commit, with anything before and behind it: {@code 3f2a9c1}, {@code
 * main-3f2a9c1}, {@code main-3f2a9c1-1715500000} (Flux' guide to sortable tags), {@code
 * v20240512-gd32f8c343} (git describe), {@code 3f2a9c1-amd64}. An id that only has digits could be
 * a build number, and one that only has letters a word ({@code defaced}): those count only where
 * {@code sha-}, {@code git-}, or the count of commits that git describe writes ({@code
 * 45-g1234567}), says what they are.
 */
final class CommitTag {
  private static final int SHORTEST = 7;
  private static final int LONGEST = 40;

  private CommitTag() {}

  static boolean matches(String tag) {
    List<String> words = TagWords.of(tag);
    return words.stream().anyMatch(CommitTag::isUnmistakable)
        || IntStream.range(1, words.size())
            .anyMatch(at -> isMarked(words.get(at - 1), words.get(at)));
  }

  private static boolean isUnmistakable(String word) {
    String id = withoutG(word);
    return isId(id)
        && id.chars().anyMatch(Character::isDigit)
        && id.chars().anyMatch(Character::isLetter);
  }

  private static boolean isMarked(String before, String word) {
    return switch (before) {
      case "sha", "git" -> isId(word);
      default -> TagWords.isNumber(before) && word.startsWith("g") && isId(withoutG(word));
    };
  }

  private static String withoutG(String word) {
    return word.startsWith("g") ? word.substring(1) : word;
  }

  private static boolean isId(String word) {
    return word.length() >= SHORTEST
        && word.length() <= LONGEST
        && word.chars().allMatch(each -> Character.digit(each, 16) >= 0);
  }
}
