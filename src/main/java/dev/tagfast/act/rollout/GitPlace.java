package dev.tagfast.act.rollout;

import dev.tagfast.image.UntrustedText;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the owner keeps the text of a workload, for what commits a proposal. Programs take these
 * words as arguments, so that what could be an option, lead out of a checkout or show a password is
 * not passed on.
 *
 * @param repository URL of the Git repository
 * @param branch to commit onto
 * @param path file or folder in the repository
 * @param complaint which annotations are left out and what to write; empty: none
 */
public record GitPlace(
    Optional<String> repository, Optional<String> branch, Optional<String> path, String complaint) {
  static final String REPOSITORY = "tagfast.dev/git-repository";
  static final String BRANCH = "tagfast.dev/git-branch";
  static final String PATH = "tagfast.dev/git-path";

  /** With a user at most: who has a password there must not find it in an event. */
  private static final Pattern URL =
      Pattern.compile(
          "(?:https?|ssh|git|file)://(?:[\\w.~-]+@)?[^\\s@\\p{Cntrl}]+|[\\w.-]+@[\\w.-]+:[^\\s@\\p{Cntrl}]+");

  private static final Pattern NAME = Pattern.compile("[\\w@+=,%#][\\w./@+=,%#-]*");
  private static final int LONGEST = 300;

  /** The place that the annotations name. */
  static GitPlace of(Map<String, String> annotations) {
    Optional<String> repository = given(annotations, REPOSITORY, GitPlace::isUrl);
    Optional<String> branch = given(annotations, BRANCH, GitPlace::isName);
    Optional<String> path = given(annotations, PATH, GitPlace::isName);
    return new GitPlace(
        repository,
        branch,
        path,
        Stream.of(
                complaint(annotations, REPOSITORY, repository, "a URL without a password"),
                complaint(annotations, BRANCH, branch, "a branch"),
                complaint(annotations, PATH, path, "a relative path without .."))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" ")));
  }

  private static Optional<String> given(
      Map<String, String> annotations, String name, Predicate<String> valid) {
    return Optional.ofNullable(annotations.get(name))
        .map(String::strip)
        .filter(text -> text.length() <= LONGEST && valid.test(text));
  }

  private static boolean isUrl(String text) {
    return URL.matcher(text).matches();
  }

  private static boolean isName(String text) {
    return NAME.matcher(text).matches() && !("/" + text + "/").contains("/../");
  }

  private static Optional<String> complaint(
      Map<String, String> annotations, String name, Optional<String> read, String wanted) {
    if (read.isPresent() || !annotations.containsKey(name)) {
      return Optional.empty();
    }
    // A URL that is refused may have a password in it: it is not quoted.
    String said =
        name.equals(REPOSITORY) ? "" : " " + UntrustedText.quoted(annotations.get(name), 60);
    return Optional.of("The annotation %s%s is left out: write %s.".formatted(name, said, wanted));
  }
}
