package dev.tagfast.registry;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.manifest.Manifest;

/**
 * The three questions that Tagfast asks of a registry (OCI distribution-spec 1.1, "Endpoints"
 * end-2, end-3, end-7).
 */
public interface RegistryClient {
  /** HEAD of a tag: what it points at now. */
  RegistryAnswer<Descriptor> head(Repository repository, Tag tag);

  /** HEAD of a digest: whether the registry still has it. */
  RegistryAnswer<Descriptor> head(Repository repository, Digest digest);

  /**
   * GET of a manifest by digest; its bytes hash to that digest, or the answer is not {@code Found}.
   */
  RegistryAnswer<Manifest> get(Repository repository, Digest digest);

  /** PUT of a manifest under a tag, with the push credentials. Used by restores alone. */
  RegistryAnswer<Descriptor> put(Repository repository, Tag tag, Manifest manifest);
}
