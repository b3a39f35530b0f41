package dev.tagfast.registry;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.manifest.Manifest;

/**
 * Asks a registry for manifests (OCI distribution-spec 1.1, "Endpoints" end-2, end-3 and end-7). A
 * 200 alone is not believed: a maintenance page, a login page or a proxy may have answered.
 */
public interface RegistryClient {
  /**
   * What a tag shows now, by HEAD. A HEAD without a digest and a manifest's media type is not
   * believed; then, and where HEAD is refused, the tag is asked for by GET. {@code Absent} only if
   * GET is answered 404 too.
   */
  RegistryAnswer<Descriptor> head(Repository repository, Tag tag);

  /** Whether the registry still has a digest, by the same rules. */
  RegistryAnswer<Descriptor> head(Repository repository, Digest digest);

  /**
   * Reads a manifest by its digest, at most 4 MiB. Bytes that do not hash to the digest are {@code
   * Unavailable}; bytes that do are {@code Found}, also if they are not understood.
   */
  RegistryAnswer<ReadManifest> read(Repository repository, Digest digest);

  /**
   * Stores a manifest under a tag, with the push credentials; only restores do. {@code Found}: the
   * registry accepted it, and only a look tells whether the tag shows it.
   */
  RegistryAnswer<Descriptor> put(Repository repository, Tag tag, Manifest manifest);
}
