package dev.tagfast.intake.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Every path that nobody answers: a problem like all others, not the server's page in HTML. */
@ApplicationScoped
public class UnknownPath {
  private static final int AFTER_ALL = Integer.MAX_VALUE;

  void open(@Observes Router router) {
    router.route().order(AFTER_ALL).handler(UnknownPath::answer);
  }

  private static void answer(RoutingContext ctx) {
    if (MaskedUri.hides(ctx)) {
      return;
    }
    ErrorResponses.problem(
        ctx,
        new ProblemDetail(
            ProblemType.NOT_FOUND,
            "registries post to /webhooks/<source>, CloudEvents are posted to /"));
  }
}
