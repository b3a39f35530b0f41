package dev.tagfast.cli.cluster;

import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import java.util.Optional;

/**
 * A tag, or all tags of a repository, as a person types it. The registry may be left out where the
 * ledger knows one alone.
 *
 * @param text what was typed, without tag and digest
 * @param tag empty: all of them
 */
public record TagQuery(String text, Optional<Tag> tag) {
  /**
   * Reads {@code [registry/]repository[:tag]}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static TagQuery parse(String typed) {
    int colon = typed.lastIndexOf(':');
    boolean hasTag = colon > typed.lastIndexOf('/');
    String name = hasTag ? typed.substring(0, colon) : typed;
    var _ = Repository.parse(name);
    return new TagQuery(
        name, hasTag ? Optional.of(new Tag(typed.substring(colon + 1))) : Optional.empty());
  }

  /** The one tag that is meant; empty: several may be, or its registry is not named. */
  Optional<TagKey> exactly() {
    Repository repository = Repository.parse(text);
    return tag.filter(_ -> text.startsWith(repository.host() + "/"))
        .map(one -> new TagKey(repository, one));
  }

  /** Whether a tag is meant. */
  public boolean matches(TagKey key) {
    return tag.filter(one -> !one.equals(key.tag())).isEmpty()
        && (Repository.parse(text).equals(key.repository())
            || text.equals(key.repository().path()));
  }

  @Override
  public String toString() {
    return text + tag.map(one -> ":" + one).orElse("");
  }
}
