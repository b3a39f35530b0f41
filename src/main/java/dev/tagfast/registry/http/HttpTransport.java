package dev.tagfast.registry.http;

/** One request, one reply: no redirects, no retries, no authentication. */
@FunctionalInterface
public interface HttpTransport extends AutoCloseable {
  /**
   * The largest manifest that registries must take (OCI distribution-spec, "Pushing Manifests").
   */
  int MOST_BYTES = 4 * 1024 * 1024;

  /**
   * Sends a request and reads its reply. Blocks: never on an event loop.
   *
   * @throws RetryableFailure if there is none within the registry's time-out or the deadline
   * @throws PermanentFailure if its body is longer than {@link #MOST_BYTES}
   */
  HttpResponse send(HttpRequest request, Deadline deadline)
      throws RetryableFailure, PermanentFailure;

  @Override
  default void close() {}
}
