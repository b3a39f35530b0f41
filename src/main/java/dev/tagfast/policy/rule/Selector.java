package dev.tagfast.policy.rule;

import dev.tagfast.image.TagKey;
import dev.tagfast.policy.match.Glob;
import dev.tagfast.policy.match.TagMatcher;
import java.util.List;

/**
 * What a rule speaks of.
 *
 * @param repositories one of them must match; empty: every repository
 * @param tags which of their tags
 */
record Selector(List<Glob> repositories, TagMatcher tags) {
  /** What a rule could mean that cannot be understood at all. */
  static final Selector EVERYTHING = new Selector(List.of(), new TagMatcher.Every());

  Selector {
    repositories = List.copyOf(repositories);
  }

  boolean speaksOf(TagKey key) {
    return (repositories.isEmpty()
            || repositories.stream().anyMatch(glob -> glob.matches(key.repository().toString())))
        && tags.matches(key.tag());
  }
}
