package dev.tagfast.registry.http;

import dev.tagfast.breaker.CircuitBreaker;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

  /** Why a host did not answer last: the sentence that helps, while nothing is sent. */
  private final Map<String, RetryableFailure> last = new ConcurrentHashMap<>();

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
      throw notSent(host, leftAlone);
    }
    try {
      HttpResponse response = transport.send(request, deadline);
      breaker.succeeded(host);
      return response;
    } catch (RetryableFailure e) {
      last.put(host, e);
      breaker.failed(host);
      throw e;
    } catch (PermanentFailure e) {
      breaker.succeeded(host);
      throw e;
    }
  }

  private RetryableFailure notSent(String host, Optional<Duration> leftAlone) {
    Optional<RetryableFailure> failure = Optional.ofNullable(last.get(host));
    return new RetryableFailure(
        "was not sent: %s did not answer %d requests in a row and is not asked for %d s%s"
            .formatted(
                host,
                FAILURES,
                OPEN.toSeconds(),
                failure.map(it -> "; the last one " + it.why()).orElse("")),
        failure.map(RetryableFailure::advice).orElse(""),
        leftAlone);
  }

  @Override
  public void close() {
    transport.close();
  }
}
