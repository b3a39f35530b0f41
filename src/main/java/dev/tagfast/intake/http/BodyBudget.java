package dev.tagfast.intake.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what all large bodies at the doors of events take of the memory together: bodies are read
 * before their senders are known. Small ones are not counted, so that strangers with large ones
 * keep nobody's notifications out. The gate has a bound of its own.
 */
@ApplicationScoped
public class BodyBudget {
  /** All large bodies in hand together. */
  static final long MOST_IN_HAND = 32L * 1024 * 1024;

  /** What registries send is smaller, unless it is a batch. */
  static final long SMALL = 64L * 1024;

  private static final String TAKEN = "tagfast.body";

  private final AtomicLong inHand = new AtomicLong();
  private final long largest;
  private final long most;

  /**
   * @param http says how large a body may be at all
   */
  @Inject
  public BodyBudget(VertxHttpConfig http) {
    this(largestOf(http), Math.max(MOST_IN_HAND, largestOf(http)));
  }

  /**
   * @param largest bytes of a body that is taken at all
   * @param most bytes of all large bodies together
   */
  public BodyBudget(long largest, long most) {
    this.largest = largest;
    this.most = most;
  }

  /** Registers the check before the reader of bodies. */
  public void open(@Observes Router router) {
    router.route("/").order(MaskedUri.BEFORE_ALL).handler(this::takeOrRefuse);
    router.route("/dead-letters").order(MaskedUri.BEFORE_ALL).handler(this::takeOrRefuse);
    router.route("/webhooks/*").order(MaskedUri.BEFORE_ALL).handler(this::takeOrRefuse);
  }

  private void takeOrRefuse(RoutingContext ctx) {
    long length = counted(ctx);
    // A masked request passes the routes twice.
    if (length <= SMALL || ctx.get(TAKEN) != null) {
      ctx.next();
      return;
    }
    if (inHand.addAndGet(length) > most) {
      inHand.addAndGet(-length);
      if (!MaskedUri.maskUnknownPath(ctx)) {
        // The body stays unread, so an HTTP/1 connection is of no more use.
        ErrorResponses.problem(
            ctx, ProblemDetail.tooManyBodies(ctx.request().version() != HttpVersion.HTTP_2));
      }
      return;
    }
    ctx.put(TAKEN, length);
    // Also runs if the caller closes the connection before the answer.
    ctx.addEndHandler(_ -> inHand.addAndGet(-length));
    ctx.next();
  }

  private static long largestOf(VertxHttpConfig http) {
    return http.limits().maxBodySize().map(MemorySize::asLongValue).orElse(MOST_IN_HAND);
  }

  /** The length that a body has or, where its sender does not say, can have. */
  private long counted(RoutingContext ctx) {
    Optional<String> said = Optional.ofNullable(ctx.request().getHeader("Content-Length"));
    if (said.isEmpty()) {
      boolean isChunked = ctx.request().getHeader("Transfer-Encoding") != null;
      boolean mayFollow = isChunked || ctx.request().version() == HttpVersion.HTTP_2;
      return mayFollow && !ctx.request().isEnded() ? largest : 0;
    }
    try {
      // A longer one is refused as it is.
      return Math.min(largest, Long.parseLong(said.get().strip()));
    } catch (NumberFormatException _) {
      return largest;
    }
  }
}
