package dev.tagfast.registry.http;

/** Sends one request and reads one response, without redirects, retries and authentication. */
@FunctionalInterface
public interface HttpTransport extends AutoCloseable {
  /**
   * The longest body that is read: the largest manifest that registries must take, 4 MiB (OCI
   * distribution-spec, "Pushing Manifests").
   */
  int MOST_BYTES = 4 * 1024 * 1024;

  /**
   * Sends a request and reads its response. Blocks: never call it on an event loop.
   *
   * @throws RetryableFailure if there is no response within the registry's time-out or the deadline
   * @throws PermanentFailure if its body is longer than {@link #MOST_BYTES}
   */
  HttpResponse send(HttpRequest request, Deadline deadline)
      throws RetryableFailure, PermanentFailure;

  @Override
  default void close() {}
}
