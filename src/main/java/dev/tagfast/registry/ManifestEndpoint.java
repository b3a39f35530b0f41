package dev.tagfast.registry;

import dev.tagfast.image.Digest;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.registry.http.Deadline;
import dev.tagfast.registry.http.HttpResponse;
import dev.tagfast.registry.http.PermanentFailure;
import dev.tagfast.registry.http.RegistryRequest;
import dev.tagfast.registry.http.RetryableFailure;
import java.util.Optional;
import java.util.Set;

/**
 * The manifests of one registry (OCI distribution-spec 1.1, end-2, end-3 and end-7). It remembers
 * whether the registry refuses HEAD, so that a look costs one request again.
 */
final class ManifestEndpoint {
  /**
   * After these answers to HEAD, a GET may succeed: some registries do not implement HEAD
   * (distribution#1485), and some redirect to a URL that is signed for GET alone (moby#50065).
   */
  private static final Set<Integer> HEAD_REFUSED = Set.of(400, 403, 404, 405, 501);

  /** These speak of the method. The others may speak of the reference. */
  private static final Set<Integer> METHOD_REFUSED = Set.of(405, 501);

  private final RegistryConnection connection;
  private volatile boolean refusesHead;

  ManifestEndpoint(RegistryConnection connection) {
    this.connection = connection;
  }

  /**
   * What a reference shows: one HEAD, and a GET of the same reference where the HEAD is refused or
   * cannot be believed. Empty: GET is answered 404 too.
   */
  Optional<Descriptor> head(RegistryRequest head) throws RetryableFailure, PermanentFailure {
    Deadline deadline = connection.deadline();
    RegistryRequest get = head.asGet();
    if (refusesHead) {
      return read(get, deadline).map(ManifestEndpoint::descriptor);
    }
    HttpResponse response =
        connection.exchange(head, deadline, sent -> successOrRefused(head, sent));
    Optional<Descriptor> believed = new ManifestResponse(response).believed(head.digest());
    if (believed.isPresent()) {
      return believed;
    }
    Optional<Descriptor> read = read(get, deadline).map(ManifestEndpoint::descriptor);
    if (read.isPresent() && isMethodRefused(response.status(), head, deadline)) {
      refusesHead = true;
    }
    return read;
  }

  /** The manifest of a reference, verified. Empty: the registry answers 404. */
  Optional<ReadManifest> read(RegistryRequest get) throws RetryableFailure, PermanentFailure {
    return read(get, connection.deadline());
  }

  /** Stores a manifest. Success proves nothing, so the caller looks at the tag afterwards. */
  void put(RegistryRequest put, Digest stored) throws RetryableFailure, PermanentFailure {
    connection.exchange(
        put,
        connection.deadline(),
        response -> {
          switch (response.status()) {
            // Older registries answer 200, 202 or 204.
            case 200, 201, 202, 204 -> new ManifestResponse(response).checkStored(stored);
            case 404 ->
                throw new PermanentFailure(
                    "answered 404: it does not take manifests for this repository");
            default -> throw connection.refused(put, response);
          }
          return response;
        });
  }

  private Optional<ReadManifest> read(RegistryRequest get, Deadline deadline)
      throws RetryableFailure, PermanentFailure {
    return connection.exchange(
        get,
        deadline,
        response -> {
          if (response.status() == 404) {
            return Optional.empty();
          }
          if (!response.isSuccess()) {
            throw connection.refused(get, response);
          }
          return Optional.of(new ManifestResponse(response).verified(get.digest()));
        });
  }

  private HttpResponse successOrRefused(RegistryRequest head, HttpResponse response)
      throws PermanentFailure {
    if (response.isSuccess() || HEAD_REFUSED.contains(response.status())) {
      return response;
    }
    throw connection.refused(head, response);
  }

  /**
   * Whether the registry refuses HEAD, though it answered GET. After 400, 403 and 404 it is asked
   * once more: many registries tell of a push before the tag is there, and a tag that came between
   * HEAD and GET must not make every later look a GET, which counts as a pull at Docker Hub.
   */
  private boolean isMethodRefused(int status, RegistryRequest head, Deadline deadline) {
    if (METHOD_REFUSED.contains(status)) {
      return true;
    }
    if (!HEAD_REFUSED.contains(status)) {
      return false;
    }
    try {
      return HEAD_REFUSED.contains(connection.exchange(head, deadline, HttpResponse::status));
    } catch (RetryableFailure | PermanentFailure _) {
      return false;
    }
  }

  private static Descriptor descriptor(ReadManifest read) {
    return read.manifest().descriptor();
  }
}
