package dev.tagfast.follow;

import com.github.zafarkhaja.semver.Version;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The semantic version that a tag writes, in the spellings of registries: {@code v1.2.3}, {@code
 * 1.2.3-rc.1}, {@code 1.2.3_b4} (a tag has no {@code +}, and Helm writes build metadata so), {@code
 * 2024.05.12} (leading zeros), {@code 1.2.3.4} (the fourth number counts behind the third).
 */
final class TagVersion {
  private static final String NUMBER = "([0-9]{1,18})";
  private static final Pattern SHAPE =
      Pattern.compile(
          "v?"
              + NUMBER
              + "(?:\\."
              + NUMBER
              + ")?(?:\\."
              + NUMBER
              + ")?(?:\\."
              + NUMBER
              + ")?(?:-([0-9A-Za-z.-]+))?(?:_([0-9A-Za-z_.-]+))?");

  private TagVersion() {}

  /**
   * The version; empty: the text is none.
   *
   * @param partial whether one or two numbers are a version too; they usually name a tag that moves
   *     from release to release
   */
  static Optional<Version> of(String text, boolean partial) {
    Matcher parts = SHAPE.matcher(text);
    if (!parts.matches() || (!partial && group(parts, 3).isEmpty())) {
      return Optional.empty();
    }
    String core =
        Stream.of(1, 2, 3)
            .map(at -> Long.toString(Long.parseLong(group(parts, at).orElse("0"))))
            .collect(Collectors.joining("."));
    String build =
        Stream.concat(
                group(parts, 4).map(number -> Long.toString(Long.parseLong(number))).stream(),
                group(parts, 6).map(metadata -> metadata.replace('_', '-')).stream())
            .collect(Collectors.joining("."));
    return Version.tryParse(
        core
            + group(parts, 5).map(suffix -> "-" + suffix).orElse("")
            + (build.isEmpty() ? "" : "+" + build));
  }

  private static Optional<String> group(Matcher parts, int at) {
    return Optional.ofNullable(parts.group(at));
  }
}
