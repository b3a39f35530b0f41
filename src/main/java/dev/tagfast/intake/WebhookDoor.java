package dev.tagfast.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.intake.auth.Access;
import dev.tagfast.intake.auth.Shown;
import dev.tagfast.intake.dialect.Headers;
import dev.tagfast.intake.dialect.Notification;
import dev.tagfast.settings.Settings.Door;
import io.quarkus.vertx.http.runtime.RouteConstants;
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

/**
 * {@code POST /webhooks/<source>}: what registries send, as they send it, or as CloudEvents. A
 * source that is known by its path has its secret after its name.
 */
@ApplicationScoped
public class WebhookDoor {
  private static final String METHODS = "POST, OPTIONS";
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final String SOURCE = "tagfast.source";
  private static final String BOUND = "tagfast.bound";

  private final Doors doors;
  private final Notifications notifications;
  private final ObjectMapper mapper;
  private final Entrance entrance;

  /** Opens nothing yet. */
  public WebhookDoor(
      Doors doors, Notifications notifications, ObjectMapper mapper, Entrance entrance) {
    this.doors = doors;
    this.notifications = notifications;
    this.mapper = mapper;
    this.entrance = entrance;
  }

  void open(@Observes Router router) {
    for (String path : List.of("/webhooks/:source", "/webhooks/:source/:secret")) {
      router.route(path).order(MaskedUri.BEFORE_ALL).handler(this::mask);
      router
          .route(path)
          .order(RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT)
          .handler(this::find)
          .blockingHandler(this::take, false)
          .failureHandler(HttpAnswers::failed);
    }
  }

  private void mask(RoutingContext ctx) {
    String name = Objects.requireNonNullElse(ctx.pathParam("source"), "");
    Access access = doors.source(name).map(ConfiguredSource::access).orElse(new Access.Closed());
    MaskedUri.mask(ctx, "/webhooks/" + MaskedUri.encoded(name), access);
  }

  private void find(RoutingContext ctx) {
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
    boolean hasSecret = ctx.pathParam("secret") != null;
    ConfiguredSource source =
        Optional.ofNullable(ctx.pathParam("source"))
            .flatMap(doors::source)
            .filter(it -> !hasSecret || it.access() instanceof Access.ByPath)
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
    ctx.put(SOURCE, source);
    ctx.put(BOUND, Bound.in(source.answerWithin()));
    ctx.next();
  }

  private void take(RoutingContext ctx) {
    ConfiguredSource source = Objects.requireNonNull(ctx.get(SOURCE), "put by find");
    Bound bound = Objects.requireNonNull(ctx.get(BOUND), "put by find");
    Headers headers = Headers.of(ctx.request().headers());
    MaskedUri address = MaskedUri.of(ctx);
    Buffer buffer = ctx.body().buffer();
    byte[] body = buffer == null ? new byte[0] : buffer.getBytes();
    entrance.check(
        source.access(),
        new Shown(headers, address.query(), address.pathSecret(), body),
        "/webhooks/" + source.name(),
        "tagfast.sources." + source.name());
    checkContentType(source, headers);
    List<Notification> all =
        NotificationReader.read(ctx.request().headers(), address.query(), body);
    Object answer =
        switch (notifications.take(source, all, explains(address), bound)) {
          case Taken.Events(WebhookAnswer events, boolean forwarded) -> {
            ctx.response().setStatusCode(forwarded ? ACCEPTED : OK);
            yield events;
          }
          case Taken.Handshake(Map<String, String> members) -> members;
        };
    ctx.response().putHeader("Content-Type", "application/json").end(Buffer.buffer(json(answer)));
  }

  private static void checkContentType(ConfiguredSource source, Headers headers) {
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
  }

  /** Any {@code explain} but {@code false}: who asks for an explanation wants nothing changed. */
  private static boolean explains(MaskedUri address) {
    return address.query().getOrDefault("explain", List.of()).stream()
        .anyMatch(value -> !value.equals("false"));
  }

  private byte[] json(Object answer) {
    try {
      return mapper.writeValueAsBytes(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer of text and lists is always JSON", e);
    }
  }
}
