package dev.tagfast.registry;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.manifest.Manifest;

/**
 * Asks a registry about manifests, and stores one under a tag (OCI distribution-spec 1.1,
 * "Endpoints" end-2, end-3, end-7). A 200 alone is not believed: a maintenance page, a login page
 * or a proxy may have answered.
 */
public interface RegistryClient {
  /**
   * HEAD of a tag: the digest that it points at now. A HEAD without a digest and a manifest's media
   * type is not believed. Then, and where HEAD is refused, GET of the tag decides. {@code Absent}:
   * GET is answered 404 too.
   */
  RegistryAnswer<Descriptor> head(Repository repository, Tag tag);

  /** HEAD of a digest: whether the registry still has it, by the same rules. */
  RegistryAnswer<Descriptor> head(Repository repository, Digest digest);

  /**
   * GET of a manifest by digest, at most 4 MiB. Bytes that do not hash to the digest are {@code
   * Unavailable}; bytes that do are {@code Found}, also if they are not understood.
   */
  RegistryAnswer<ReadManifest> read(Repository repository, Digest digest);

  /**
   * PUT of a manifest under a tag, with the push credentials; nothing is sent without them. {@code
   * Found}: the registry accepted it; only a look tells whether the tag shows it.
   */
  RegistryAnswer<Descriptor> put(Repository repository, Tag tag, Manifest manifest);
}
