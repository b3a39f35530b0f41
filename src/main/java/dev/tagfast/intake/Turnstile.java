package dev.tagfast.intake;

import dev.tagfast.Ending;
import dev.tagfast.report.MetricsPush;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/**
 * Stands before every door. Whoever passes is waited for when this process is told to stop, and is
 * counted when he is answered; after that nobody passes, and the next try, on another connection,
 * finds another instance.
 */
@ApplicationScoped
class Turnstile {
  /** Health and metrics, which are no doors. */
  private static final String OF_QUARKUS = "/q/";

  private static final String PASSED = "tagfast.passed";

  private final Ending ending;
  private final Runnable answered;

  @Inject
  Turnstile(Ending ending, MetricsPush metrics) {
    this(ending, metrics::soon);
  }

  Turnstile(Ending ending, Runnable answered) {
    this.ending = ending;
    this.answered = answered;
  }

  void open(@Observes Router router) {
    // It may stand before or behind the mask of addresses: there is no number below this one.
    router.route().order(MaskedUri.BEFORE_ALL).handler(this::pass);
  }

  private void pass(RoutingContext ctx) {
    // A masked address goes through the routes twice.
    if (ctx.get(PASSED) != null || ctx.normalizedPath().startsWith(OF_QUARKUS)) {
      ctx.next();
      return;
    }
    if (!ending.mayBegin()) {
      if (MaskedUri.hides(ctx)) {
        return;
      }
      HttpAnswers.problem(ctx, Problem.ending(ctx.request().version() != HttpVersion.HTTP_2));
      return;
    }
    ctx.put(PASSED, true);
    // Also where the caller goes away before he is answered.
    ctx.addEndHandler(
        _ -> {
          ending.finished();
          answered.run();
        });
    ctx.next();
  }
}
