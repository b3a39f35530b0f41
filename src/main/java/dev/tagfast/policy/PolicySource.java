package dev.tagfast.policy;

import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.TagEntry;
import java.util.function.Function;

/**
 * Where the policies are kept. Throws {@link PolicyUnavailable} where they could not be read: a
 * guess could move a tag.
 */
public interface PolicySource {
  /**
   * What the policies say of this tag where it points at this kind of content, as of at most {@code
   * tagfast.policy.cache} ago.
   */
  PolicyAnswer lookup(TagKey key, ContentKind kind);

  /** What the policies say of this tag for every kind, as of one moment and by at most one list. */
  default Function<ContentKind, PolicyAnswer> answers(TagKey key) {
    return kind -> lookup(key, kind);
  }

  /**
   * The same of a tag that the ledger knows, for the kind of content that it is held to. An entry
   * of an earlier version does not say: it is about an image.
   */
  default PolicyAnswer lookup(TagEntry entry) {
    return lookup(
        entry.key(),
        entry
            .accepted()
            .flatMap(held -> entry.manifests().facts(held.digest()))
            .map(facts -> ContentKind.of(facts.kind()))
            .orElse(ContentKind.IMAGE));
  }

  /**
   * Reads all policies and tells their authors what is thought of them, also of those that no tag
   * asked for.
   */
  default void judgeAll() {}

  /** The same of an image. */
  default PolicyAnswer lookup(TagKey key) {
    return lookup(key, ContentKind.IMAGE);
  }

  /**
   * Whether a rule names this kind of content: then tags that point at it are a matter for Tagfast.
   * Without policies none does.
   */
  default boolean isNamed(ContentKind kind) {
    return false;
  }
}
