package dev.tagfast.policy.match;

import dev.tagfast.image.Tag;
import dev.tagfast.image.TagCase;

/** Which tags a rule speaks of. */
public sealed interface TagMatcher {
  /**
   * Whether the rule speaks of the tag.
   *
   * @param tagCase how the registry of the tag compares tags
   */
  boolean matches(Tag tag, TagCase tagCase);

  /** Every tag: the rule names none, or what it names cannot be understood. */
  record Every() implements TagMatcher {
    @Override
    public boolean matches(Tag tag, TagCase tagCase) {
      return true;
    }
  }

  /** {@code tags.glob}. */
  record ByGlob(Glob glob) implements TagMatcher {
    @Override
    public boolean matches(Tag tag, TagCase tagCase) {
      return glob.matches(tag, tagCase);
    }
  }

  /** {@code tags.regex}. */
  record ByRegex(TagRegex regex) implements TagMatcher {
    @Override
    public boolean matches(Tag tag, TagCase tagCase) {
      return regex.matches(tag, tagCase);
    }
  }

  /** {@code tags.semver}; its versions have no letters that a registry could change. */
  record BySemver(SemverRange range) implements TagMatcher {
    @Override
    public boolean matches(Tag tag, TagCase tagCase) {
      return range.contains(tag);
    }
  }

  /** {@code tags.class}; classes ignore the case at every registry. */
  record ByClass(TagClass tagClass) implements TagMatcher {
    @Override
    public boolean matches(Tag tag, TagCase tagCase) {
      return TagClass.of(tag) == tagClass;
    }
  }
}
