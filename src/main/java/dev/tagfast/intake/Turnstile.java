package dev.tagfast.intake;

import dev.tagfast.Ending;
import dev.tagfast.report.MetricsPush;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What every request passes first, at both doors. */
@ApplicationScoped
class Turnstile {
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

  /**
   * Lets a request pass, and has it counted when it is answered.
   *
   * @throws RequestRefused if this process was told to stop: the sender's next try, on another
   *     connection, finds another instance
   */
  void pass(RoutingContext ctx) {
    if (!ending.mayBegin()) {
      throw new RequestRefused(Problem.ending(ctx.request().version() != HttpVersion.HTTP_2));
    }
    // Also where the caller goes away before it is answered.
    ctx.addEndHandler(
        _ -> {
          ending.finished();
          answered.run();
        });
  }
}
