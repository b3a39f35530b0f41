package dev.tagfast.intake.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Answers every unknown path with problem details, instead of the server's HTML page. */
@ApplicationScoped
public class UnknownPath {
  private static final int AFTER_ALL = Integer.MAX_VALUE;

  void open(@Observes Router router) {
    router.route().order(AFTER_ALL).handler(UnknownPath::answer);
  }

  private static void answer(RoutingContext ctx) {
    if (MaskedUri.maskUnknownPath(ctx)) {
      return;
    }
    ErrorResponses.problem(
        ctx,
        new ProblemDetail(
            ProblemType.NOT_FOUND,
            "registries post to /webhooks/<source>, CloudEvents are posted to /"));
  }
}
