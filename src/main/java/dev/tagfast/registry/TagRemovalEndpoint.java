package dev.tagfast.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.manifest.ContentDigest;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.manifest.Manifest;
import dev.tagfast.registry.http.PermanentFailure;
import dev.tagfast.registry.http.RegistryRequest;
import dev.tagfast.registry.http.RetryableFailure;
import java.util.Optional;

/**
 * Removes one tag of a registry: it is moved to an empty index, then deleted by its name (OCI
 * distribution-spec 1.1, end-9) or, where the registry does not do that (Distribution 2, Harbor),
 * by the digest of the empty index, which nothing else shows.
 */
final class TagRemovalEndpoint {
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  private final RegistryConnection connection;
  private final ManifestEndpoint manifests;

  TagRemovalEndpoint(RegistryConnection connection, ManifestEndpoint manifests) {
    this.connection = connection;
    this.manifests = manifests;
  }

  TagRemoval.Result remove(Repository repository, Tag tag)
      throws RetryableFailure, PermanentFailure {
    Manifest empty = emptyIndex(tag);
    manifests.put(RegistryRequest.put(repository, tag, empty), empty.descriptor().digest());
    if (refusal(RegistryRequest.delete(repository, tag)).isEmpty()) {
      return new TagRemoval.Result.Removed();
    }
    return refusal(RegistryRequest.delete(repository, empty.descriptor().digest()))
        .<TagRemoval.Result>map(TagRemoval.Result.Emptied::new)
        .orElseGet(TagRemoval.Result.Removed::new);
  }

  /**
   * An index without manifests, so that no blob is needed. It names the tag: the same bytes under
   * two tags would be one manifest, and deleting it would delete both tags.
   */
  private static Manifest emptyIndex(Tag tag) {
    byte[] bytes =
        """
        {"schemaVersion":2,"mediaType":"%s","manifests":[],"annotations":{"dev.tagfast.released":"%s"}}"""
            .formatted(INDEX, tag)
            .getBytes(UTF_8);
    return new Manifest(new Descriptor(ContentDigest.sha256(bytes), INDEX), bytes);
  }

  /** Why the registry does not delete it; empty: it is deleted, or was gone. */
  private Optional<String> refusal(RegistryRequest delete) throws RetryableFailure {
    try {
      return connection.exchange(
          delete,
          connection.deadline(),
          response -> {
            if (response.isSuccess() || response.status() == 404) {
              return Optional.empty();
            }
            throw connection.refused(delete, response);
          });
    } catch (PermanentFailure e) {
      return Optional.of(e.why());
    }
  }
}
