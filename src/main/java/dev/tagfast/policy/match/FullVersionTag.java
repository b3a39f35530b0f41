package dev.tagfast.policy.match;

import com.google.re2j.Pattern;
import java.util.List;

/**
 * Tags whose numbers name one release or one build. Two numbers are a line ({@code 3.2}) until more
 * is said: a numbered pre-release, the build of a vendor. A small number behind a line stays a line
 * of its own ({@code 3.11-7} of pypy, {@code 16-3.4} of postgis), although some vendors count their
 * releases that way.
 */
final class FullVersionTag {
  private static final String NAME = "(?:[a-z][a-z0-9._-]*[-_])?";
  private static final String THREE_OR_FOUR = "v?[0-9]+(?:\\.[0-9]+){2,3}";
  private static final String LINE = "v?[0-9]{1,4}(?:\\.[0-9]{1,4})?";

  /**
   * {@code -rc.1}, {@code rc1}, {@code .Final}, {@code _build.5}; but {@code 1.2.3.x} is a line.
   */
  private static final String SUFFIX = "(?:[-_].*|\\.?[a-wyz].*|\\.?x[a-z0-9].*)?";

  private static final String VARIANT = "(?:[-_.][a-z].*)?";

  /** 1.2.3-alpine, release-v1.2.3, 4.8.3.Final, 3.13.0rc1. */
  private static final Pattern RELEASE = shape(NAME + THREE_OR_FOUR + SUFFIX);

  private FullVersionTag() {}

  static boolean matches(String tag) {
    return TagWords.digits(tag) > 0
        && (RELEASE.matches(tag) || Rarer.SHAPES.stream().anyMatch(shape -> shape.matches(tag)));
  }

  private static Pattern shape(String shape) {
    return Pattern.compile(shape, Pattern.CASE_INSENSITIVE);
  }

  /** A class of its own: nothing of it is compiled while all tags are plain releases. */
  private static final class Rarer {
    private static final List<Pattern> SHAPES =
        List.of(
            // 26.32-26.0.2.1-jre, 1-1.0.0: a line before the version
            shape(LINE + "-" + THREE_OR_FOUR + SUFFIX),
            // 19beta3, 3.5-dev5, 28-ea-11-jdk, 6.0-alpha2, 3.13b2: a pre-release with its number
            shape(
                NAME
                    + LINE
                    + "[-_.]?(?:alpha|beta|rc|cr|milestone|preview|pre|dev|ea)[-_.]?[0-9]+(?:[-_.].*)?"),
            shape(NAME + "v?[0-9]{1,4}\\.[0-9]{1,4}[ab][0-9]+(?:[-_.].*)?"),
            // 9.4-1194, 8.10-901.1717584420, 1.20-2.1727147539: the builds of Red Hat
            shape(
                "v?[0-9]{1,3}(?:\\.[0-9]{1,3})?"
                    + "-(?:[0-9]{3,6}(?:\\.[0-9]+)?|(?:[0-9]{1,2}\\.)?1[0-9]{9})"
                    + VARIANT),
            // 21_35-jdk, 8u502-b07-jre-alpine: Java
            shape("(?:jdk-?)?[0-9]{1,2}(?:_[0-9]{1,3}-(?:jdk|jre)|u[0-9]{2,3})(?:[-_].*)?"),
            // build-456, server-b5318, v1.16-full-build.140: a number that says it is a build's
            shape("build[-_.]?[0-9]+" + VARIANT),
            shape("(?:.*[-_.])?(?:build[-_.]?[0-9]{3,}|b[0-9]{4,})" + VARIANT));
  }
}
