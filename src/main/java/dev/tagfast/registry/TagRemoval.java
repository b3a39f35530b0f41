package dev.tagfast.registry;

import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;

/**
 * Removes a tag that Tagfast itself wrote, and never the manifest that it shows: another tag may
 * show it too. Registries do not agree on what {@code DELETE} of a tag removes (the tag, its
 * manifest with all tags, or nothing), so the tag is first moved to an empty index of its own.
 * Whatever the registry deletes then is that.
 */
public interface TagRemoval {
  /** What became of it, where the registry answered. */
  sealed interface Result {
    /** The tag is gone. */
    record Removed() implements Result {}

    /**
     * The tag stays, and shows an empty index: it keeps nothing any more.
     *
     * @param why the registry deletes neither tags nor manifests, for people
     */
    record Emptied(String why) implements Result {}
  }

  /** Removes the tag, with the push credentials; a tag that is gone is removed. */
  RegistryAnswer<Result> remove(Repository repository, Tag tag);
}
