package dev.tagfast.policy.match;

import dev.tagfast.image.Tag;

/** Which tags a rule speaks of. */
public sealed interface TagMatcher {
  boolean matches(Tag tag);

  /** Every tag: the rule names none, or what it names cannot be understood. */
  record Every() implements TagMatcher {
    @Override
    public boolean matches(Tag tag) {
      return true;
    }
  }

  /** {@code tags.glob}. */
  record ByGlob(Glob glob) implements TagMatcher {
    @Override
    public boolean matches(Tag tag) {
      return glob.matches(tag.value());
    }
  }

  /** {@code tags.regex}. */
  record ByRegex(TagRegex regex) implements TagMatcher {
    @Override
    public boolean matches(Tag tag) {
      return regex.matches(tag.value());
    }
  }

  /** {@code tags.semver}. */
  record BySemver(SemverRange range) implements TagMatcher {
    @Override
    public boolean matches(Tag tag) {
      return range.contains(tag);
    }
  }

  /** {@code tags.class}. */
  record ByClass(TagClass tagClass) implements TagMatcher {
    @Override
    public boolean matches(Tag tag) {
      return TagClass.of(tag) == tagClass;
    }
  }
}
