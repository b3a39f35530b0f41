package dev.tagfast.registry.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Stops asking a host that does not answer. Without this each of a hundred tags of a registry that
 * is away costs a whole time-out. After a while one request is let through; its answer decides. A
 * status is an answer, whatever it says.
 */
public final class BreakerTransport implements HttpTransport {
  /** Requests without an answer, one after the other, that open the breaker. */
  static final int FAILURES = 3;

  /** How long nothing is sent then. */
  static final Duration OPEN = Duration.ofSeconds(10);

  private final HttpTransport transport;
  private final LongSupplier nanos;
  private final Map<String, State> hosts = new ConcurrentHashMap<>();

  /**
   * @param nanos a clock that never goes back, as {@link System#nanoTime}
   */
  public BreakerTransport(HttpTransport transport, LongSupplier nanos) {
    this.transport = transport;
    this.nanos = nanos;
  }

  /**
   * @param failures requests in a row that got no answer
   * @param since when the last of them failed, or a request was let through to try
   */
  private record State(int failures, long since) {}

  @Override
  public HttpResponse send(HttpRequest request, Deadline deadline)
      throws RetryableFailure, PermanentFailure {
    String host = String.valueOf(request.address().getAuthority());
    requireClosed(host);
    try {
      HttpResponse response = transport.send(request, deadline);
      hosts.remove(host);
      return response;
    } catch (RetryableFailure e) {
      hosts.merge(
          host,
          new State(1, nanos.getAsLong()),
          (known, first) -> new State(known.failures() + 1, first.since()));
      throw e;
    } catch (PermanentFailure e) {
      hosts.remove(host);
      throw e;
    }
  }

  private void requireClosed(String host) throws RetryableFailure {
    Optional<State> open =
        Optional.ofNullable(hosts.get(host)).filter(state -> state.failures() >= FAILURES);
    if (open.isEmpty()) {
      return;
    }
    long now = nanos.getAsLong();
    Duration left = OPEN.minusNanos(now - open.get().since());
    boolean mayTry =
        !left.isPositive()
            && hosts.replace(host, open.get(), new State(open.get().failures(), now));
    if (!mayTry) {
      throw new RetryableFailure(
          "was not sent: %s did not answer %d requests in a row and is not asked for %d s"
              .formatted(host, open.get().failures(), OPEN.toSeconds()),
          Optional.of(left.isPositive() ? left : OPEN));
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
