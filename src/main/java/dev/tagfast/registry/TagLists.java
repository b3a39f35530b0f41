package dev.tagfast.registry;

import dev.tagfast.image.Repository;

/** Asks a registry which tags a repository has (OCI distribution-spec 1.1, end-8a and end-8b). */
public interface TagLists {
  /** The tags; {@code Absent}: there is no such repository. */
  RegistryAnswer<TagList> tags(Repository repository);
}
