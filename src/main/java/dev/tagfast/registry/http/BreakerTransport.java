package dev.tagfast.registry.http;

import dev.tagfast.breaker.CircuitBreaker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Stops asking a host that does not answer. Without this each of a hundred tags of a registry that
 * is away costs a whole time-out. A status is an answer, whatever it says.
 */
public final class BreakerTransport implements HttpTransport {
  /**
   * Requests without an answer, one after the other, that open the breaker: two questions with
   * three attempts each. A registry that only restarts is asked again at once.
   */
  static final int FAILURES = 6;

  /** How long nothing is sent then. */
  static final Duration OPEN = Duration.ofSeconds(5);

  private final HttpTransport transport;
  private final CircuitBreaker breaker;

  /**
   * @param nanos a clock that never goes back, as {@link System#nanoTime}
   */
  public BreakerTransport(HttpTransport transport, LongSupplier nanos) {
    this.transport = transport;
    breaker = new CircuitBreaker(FAILURES, OPEN, nanos);
  }

  @Override
  public HttpResponse send(HttpRequest request, Deadline deadline)
      throws RetryableFailure, PermanentFailure {
    String host = String.valueOf(request.address().getAuthority());
    Optional<Duration> leftAlone = breaker.leftAlone(host);
    if (leftAlone.isPresent()) {
      throw new RetryableFailure(
          "was not sent: %s did not answer %d requests in a row and is not asked for %d s"
              .formatted(host, FAILURES, OPEN.toSeconds()),
          leftAlone);
    }
    try {
      HttpResponse response = transport.send(request, deadline);
      breaker.succeeded(host);
      return response;
    } catch (RetryableFailure e) {
      breaker.failed(host);
      throw e;
    } catch (PermanentFailure e) {
      breaker.succeeded(host);
      throw e;
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
