package dev.tagfast.policy.match;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Tags with a word that says "this moves", although numbers stand beside it:
 *
 * <ul>
 *   <li>as the last word: {@code 1.2.3-nightly}, {@code 3f2a9c1-dirty};
 *   <li>with a variant behind it: {@code 2.1.0-snapshot-amd64} (openHAB), {@code
 *       latest-kafka-3.7.0} (Strimzi), unless a commit, a date or a number behind it names one
 *       build;
 *   <li>a branch and a day: {@code main-20240512}, {@code nightly-2024-05-12}. A branch is built
 *       more than once a day, and the later build takes the tag. A time or a count within the day
 *       names one build.
 * </ul>
 */
final class MovingWordTag {
  // dirty and wip: built from files that no commit holds.
  private static final Set<String> LAST =
      Set.of("snapshot", "nightly", "dev", "main", "latest", "edge", "dirty", "wip");

  private static final Set<String> WITH_A_VARIANT =
      Set.of("snapshot", "nightly", "latest", "dirty", "wip");

  private static final Set<String> BRANCH =
      Set.of(
          "main",
          "master",
          "trunk",
          "dev",
          "develop",
          "nightly",
          "edge",
          "canary",
          "snapshot",
          "latest");

  private MovingWordTag() {}

  static boolean matches(String tag) {
    List<String> words = TagWords.of(tag);
    return tag.equalsIgnoreCase("stable")
        || LAST.contains(words.getLast())
        || isFollowedByAVariant(tag, words)
        || isDayOfABranch(tag);
  }

  private static boolean isFollowedByAVariant(String tag, List<String> words) {
    return IntStream.range(0, words.size())
        .filter(at -> WITH_A_VARIANT.contains(words.get(at)))
        .reduce((_, last) -> last)
        .stream()
        .anyMatch(at -> !Behind.namesOneBuild(words.get(at), behind(tag, words, at)));
  }

  private static String behind(String tag, List<String> words, int at) {
    return tag.substring(words.stream().limit(at + 1L).mapToInt(String::length).sum() + at);
  }

  private static boolean isDayOfABranch(String tag) {
    return DateTag.in(tag)
            .filter(date -> !date.exact() && TagWords.digits(date.before()) == 0)
            .filter(date -> BRANCH.contains(TagWords.of(date.before()).getLast()))
            .isPresent()
        && !CommitTag.matches(tag);
  }

  /** What stands behind the word, with its separator. A class of its own: few tags need it. */
  private static final class Behind {
    private static final Pattern BUILD_NUMBER =
        Pattern.compile("[-_.](?:b|build[-_.]?)?[0-9]+(?:[-_.][a-z].*)?", Pattern.CASE_INSENSITIVE);

    // latest-kafka-3.7.0 has the version of what is inside; snapshot-controller-6.3.0 has its own.
    static boolean namesOneBuild(String word, String behind) {
      return BUILD_NUMBER.matches(behind)
          || CommitTag.matches(behind)
          || DateTag.in(behind).isPresent()
          || (!word.equals("latest")
              && !behind.isEmpty()
              && FullVersionTag.matches(behind.substring(1)));
    }
  }
}
