package dev.tagfast.registry;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.manifest.Manifest;

/**
 * Asks a registry about manifests, and stores one under a tag (OCI distribution-spec 1.1,
 * "Endpoints" end-2, end-3, end-7).
 */
public interface RegistryClient {
  /** HEAD of a tag: the digest that it points at now. */
  RegistryAnswer<Descriptor> head(Repository repository, Tag tag);

  /** HEAD of a digest: whether the registry still has it. */
  RegistryAnswer<Descriptor> head(Repository repository, Digest digest);

  /** GET of a manifest by digest. The bytes of a {@code Found} hash to that digest. */
  RegistryAnswer<Manifest> get(Repository repository, Digest digest);

  /** PUT of a manifest under a tag, with the push credentials. Only restores use it. */
  RegistryAnswer<Descriptor> put(Repository repository, Tag tag, Manifest manifest);
}
