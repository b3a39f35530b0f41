package dev.tagfast.policy.rule;

import dev.tagfast.image.TagCase;
import dev.tagfast.image.TagKey;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.match.Glob;
import dev.tagfast.policy.match.TagMatcher;
import java.util.List;
import java.util.Set;

/**
 * What a rule speaks of.
 *
 * @param repositories one of them must match; empty: every repository
 * @param tags which of their tags
 * @param kinds what they may point at
 */
record Selector(List<Glob> repositories, TagMatcher tags, Set<ContentKind> kinds) {
  /** What a rule could mean that cannot be understood at all. */
  static final Selector EVERYTHING =
      new Selector(List.of(), new TagMatcher.Every(), Set.of(ContentKind.values()));

  Selector {
    repositories = List.copyOf(repositories);
    kinds = Set.copyOf(kinds);
  }

  boolean speaksOf(TagKey key, ContentKind kind, TagCase tagCase) {
    return kinds.contains(kind) && speaksOf(key, tagCase);
  }

  /** Whatever the tag points at. */
  boolean speaksOf(TagKey key, TagCase tagCase) {
    return (repositories.isEmpty()
            || repositories.stream().anyMatch(glob -> glob.matches(key.repository().toString())))
        && tags.matches(key.tag(), tagCase);
  }
}
