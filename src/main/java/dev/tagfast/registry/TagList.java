package dev.tagfast.registry;

import dev.tagfast.image.Tag;
import java.util.List;

/**
 * The tags of a repository, in the registry's order.
 *
 * @param complete false: there are more than Tagfast reads
 */
public record TagList(List<Tag> tags, boolean complete) {
  /** Copies the list. */
  public TagList {
    tags = List.copyOf(tags);
  }
}
