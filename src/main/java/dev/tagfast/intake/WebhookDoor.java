package dev.tagfast.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.Settings.Door;
import dev.tagfast.intake.dialect.Headers;
import dev.tagfast.intake.dialect.Notification;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** {@code POST /webhooks/<source>}: what registries send, as they send it. */
@ApplicationScoped
public class WebhookDoor {
  private static final String METHODS = "POST, OPTIONS";
  private static final String SOURCE = "tagfast.source";

  private final Doors doors;
  private final Notifications notifications;
  private final ObjectMapper mapper;
  private final TurnedAway turnedAway;

  /** Opens nothing yet. */
  public WebhookDoor(
      Doors doors, Notifications notifications, ObjectMapper mapper, TurnedAway turnedAway) {
    this.turnedAway = turnedAway;
    this.doors = doors;
    this.notifications = notifications;
    this.mapper = mapper;
  }

  void open(@Observes Router router) {
    router
        .route("/webhooks/:source")
        .order(RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT)
        .handler(this::admit)
        .blockingHandler(this::take, false)
        .failureHandler(HttpAnswers::failed);
  }

  private void admit(RoutingContext ctx) {
    if (!doors.isOpen(Door.WEBHOOKS)) {
      throw new RequestRefused(
          new Problem(
              ProblemType.DOOR_CLOSED,
              "this instance takes no webhooks; tagfast.doors would have to name `webhooks`"));
    }
    HttpMethod method = ctx.request().method();
    if (!method.equals(HttpMethod.POST) && !method.equals(HttpMethod.OPTIONS)) {
      throw new RequestRefused(Problem.method(METHODS));
    }
    ConfiguredSource source =
        Optional.ofNullable(ctx.pathParam("source"))
            .flatMap(doors::source)
            .orElseThrow(
                () ->
                    new RequestRefused(
                        new Problem(
                            ProblemType.NOT_FOUND,
                            "no such source; sources are configured as tagfast.sources.<name>")));
    if (method.equals(HttpMethod.OPTIONS)) {
      EventHandshake.answer(ctx, METHODS);
      return;
    }
    SharedSecret secret = source.secret();
    if (!secret.isIn(ctx.request().headers().getAll(secret.header()))) {
      String detail =
          "the header `"
              + secret.header()
              + "` must carry the secret of tagfast.sources."
              + source.name()
              + ".secret";
      turnedAway.tell("/webhooks/" + source.name(), detail);
      throw new RequestRefused(Problem.unauthorized(detail));
    }
    Headers headers = Headers.of(ctx.request().headers());
    if (!NotificationReader.isEventRequest(headers)
        && !source.dialect().accepts(headers.mediaType())) {
      throw new RequestRefused(
          new Problem(
              ProblemType.CONTENT_TYPE,
              "the source "
                  + source.name()
                  + " sends "
                  + source.dialect().name()
                  + " notifications, which have another content type"));
    }
    ctx.put(SOURCE, source);
    ctx.next();
  }

  private void take(RoutingContext ctx) {
    ConfiguredSource source = Objects.requireNonNull(ctx.get(SOURCE), "put by admit");
    Buffer body = ctx.body().buffer();
    List<Notification> all =
        NotificationReader.read(
            ctx.request().headers(),
            query(ctx.queryParams()),
            body == null ? new byte[0] : body.getBytes());
    Object answer =
        switch (notifications.take(source, all, explains(ctx))) {
          case Taken.Events(WebhookAnswer events) -> events;
          case Taken.Handshake(Map<String, String> members) -> members;
        };
    ctx.response().putHeader("Content-Type", "application/json").end(Buffer.buffer(json(answer)));
  }

  /** Any {@code explain} but {@code false}: who asks for an explanation wants nothing changed. */
  private static boolean explains(RoutingContext ctx) {
    return ctx.queryParam("explain").stream().anyMatch(value -> !value.equals("false"));
  }

  private static Map<String, List<String>> query(MultiMap parameters) {
    Map<String, List<String>> query = new TreeMap<>();
    parameters.names().forEach(name -> query.put(name, parameters.getAll(name)));
    return query;
  }

  private byte[] json(Object answer) {
    try {
      return mapper.writeValueAsBytes(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer of text and lists is always JSON", e);
    }
  }
}
