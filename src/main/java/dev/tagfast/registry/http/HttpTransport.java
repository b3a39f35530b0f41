package dev.tagfast.registry.http;

import dev.tagfast.manifest.ManifestReader;

/** Sends one request and reads one response, without redirects, retries and authentication. */
@FunctionalInterface
public interface HttpTransport extends AutoCloseable {
  /**
   * Sends a request and reads its response. Blocks: never call it on an event loop.
   *
   * @throws RetryableFailure if there is no response within the registry's time-out or the
   *     deadline, or its body ends before its {@code Content-Length}
   * @throws PermanentFailure if the body is longer than {@link ManifestReader#MAX_BYTES}
   */
  HttpResponse send(HttpRequest request, Deadline deadline)
      throws RetryableFailure, PermanentFailure;

  @Override
  default void close() {}
}
