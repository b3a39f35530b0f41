package dev.tagfast.registry;

/** One request, one reply: no redirects, no retries, no authentication. */
@FunctionalInterface
interface Wire extends AutoCloseable {
  /**
   * The largest manifest that registries must take (OCI distribution-spec, "Pushing Manifests").
   */
  int MOST_BYTES = 4 * 1024 * 1024;

  /**
   * Sends a request and reads its reply. Blocks: never on an event loop.
   *
   * @throws NoAnswer if there is none within the registry's time-out or the deadline
   * @throws Refusal if its body is longer than {@link #MOST_BYTES}
   */
  HttpReply send(HttpAsk ask, Deadline deadline) throws NoAnswer, Refusal;

  @Override
  default void close() {}
}
