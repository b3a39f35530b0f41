package dev.tagfast.follow;

import com.github.zafarkhaja.semver.Version;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagCase;
import dev.tagfast.policy.match.Glob;
import dev.tagfast.policy.match.SemverRange;
import dev.tagfast.policy.match.TagRegex;
import java.util.Optional;

/** Which tags of a repository are followed. */
public sealed interface TagFilter {
  /** The part of a tag that tells its place in an order; empty: the tag is not followed. */
  Optional<String> part(Tag tag);

  /**
   * The part of a tag that a container has, although it may not be followed: {@code 2.0.0} is newer
   * than everything in {@code ^1.2}. Empty: it cannot be compared.
   */
  default Optional<String> partOfAny(Tag tag) {
    return part(tag);
  }

  /**
   * Versions. A pre-release is in a range if the release that it precedes is: {@code 2.0.0-rc.1} is
   * none of {@code <2.0.0}.
   *
   * @param range empty: every version
   * @param variant what stands behind {@code -} at the end of each tag: {@code alpine}
   * @param partial whether {@code 1.2} is a version
   */
  record Versions(Optional<SemverRange> range, Optional<String> variant, boolean partial)
      implements TagFilter {
    @Override
    public Optional<String> part(Tag tag) {
      return partOfAny(tag)
          .filter(
              text ->
                  TagVersion.of(text, partial)
                      .filter(version -> range.isEmpty() || range.get().contains(release(version)))
                      .isPresent());
    }

    @Override
    public Optional<String> partOfAny(Tag tag) {
      if (variant.isEmpty()) {
        return Optional.of(tag.value());
      }
      String end = "-" + variant.get();
      return Optional.of(tag.value())
          .filter(text -> text.endsWith(end))
          .map(text -> text.substring(0, text.length() - end.length()));
    }
  }

  private static Version release(Version version) {
    return Version.of(version.majorVersion(), version.minorVersion(), version.patchVersion());
  }

  /** What a glob matches; its wildcards tell the place. */
  record ByGlob(Glob glob, TagCase tagCase) implements TagFilter {
    @Override
    public Optional<String> part(Tag tag) {
      return glob.varyingPart(tag, tagCase);
    }

    @Override
    public Optional<String> partOfAny(Tag tag) {
      return glob.comparablePart(tag, tagCase);
    }
  }

  /** What a regular expression matches; what it captures tells the place. */
  record ByRegex(TagRegex regex, TagCase tagCase) implements TagFilter {
    @Override
    public Optional<String> part(Tag tag) {
      return regex.captured(tag, tagCase, regex.captures(ORDER) ? ORDER : COMPARE);
    }
  }

  /** The name of the group that tells the place, where an expression has several. */
  String ORDER = "order";

  /** What Keel calls it. */
  String COMPARE = "compare";
}
