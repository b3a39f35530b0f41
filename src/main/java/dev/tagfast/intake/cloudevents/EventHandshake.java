package dev.tagfast.intake.cloudevents;

import dev.tagfast.intake.http.ProblemDetail;
import dev.tagfast.intake.http.ProblemType;
import dev.tagfast.intake.http.RequestRefused;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Answers {@code OPTIONS} requests of the CloudEvents webhook specification 1.0.2, section 4. The
 * answer says that events are accepted here; Azure Event Grid asks before it sends any. It reveals
 * no secret.
 */
public final class EventHandshake {
  private static final Pattern ORIGIN = Pattern.compile("[A-Za-z0-9*][A-Za-z0-9.:-]{0,252}");

  private EventHandshake() {}

  /**
   * Answers a handshake.
   *
   * @param methods the value of the header {@code Allow}
   * @throws RequestRefused if the origin is not a host name
   */
  public static void answer(RoutingContext ctx, String methods) {
    Optional<String> origin =
        Optional.ofNullable(ctx.request().getHeader("WebHook-Request-Origin"));
    if (origin.filter(text -> !ORIGIN.matcher(text).matches()).isPresent()) {
      throw new RequestRefused(
          new ProblemDetail(ProblemType.BAD_REQUEST, "WebHook-Request-Origin must be a host name"));
    }
    ctx.response().putHeader("Allow", methods);
    origin.ifPresent(
        text ->
            ctx.response()
                .putHeader("WebHook-Allowed-Origin", text)
                .putHeader("WebHook-Allowed-Rate", "*"));
    ctx.response().setStatusCode(200).end();
  }
}
