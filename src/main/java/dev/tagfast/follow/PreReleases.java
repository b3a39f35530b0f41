package dev.tagfast.follow;

import com.github.zafarkhaja.semver.Version;
import com.google.re2j.Pattern;

/** Which versions with a suffix behind {@code -} are followed beside the releases. */
public enum PreReleases {
  /** None. */
  NONE,
  /**
   * Those whose suffix begins with a word that says so: {@code 1.3.0-rc.1}, {@code 1.3.0-beta2}. In
   * most repositories another suffix is a variant of a release ({@code 1.2.3-alpine}), which the
   * order of versions would put before that release.
   */
  NAMED,
  /** All, as the specification of semantic versions reads a suffix. */
  ANY;

  private static final Pattern WORD =
      Pattern.compile(
          "(?i)(?:alpha|a|beta|b|rc|cr|c|pre|preview|prerelease|dev|m|milestone|ea|next|canary"
              + "|nightly|snapshot|unstable|edge)[0-9]*(?:[.-].*)?");

  boolean include(Version version) {
    return version
        .preReleaseVersion()
        .map(
            suffix ->
                switch (this) {
                  case NONE -> false;
                  case NAMED -> WORD.matches(suffix);
                  case ANY -> true;
                })
        .orElse(true);
  }
}
