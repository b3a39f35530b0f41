package dev.tagfast.intake.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.intake.auth.AuthenticationMethod;
import dev.tagfast.intake.auth.PresentedCredentials;
import dev.tagfast.intake.cloudevents.EventHandshake;
import dev.tagfast.intake.cloudevents.NotificationReader;
import dev.tagfast.intake.delivery.AnswerDeadline;
import dev.tagfast.intake.http.CallerAuthentication;
import dev.tagfast.intake.http.ErrorResponses;
import dev.tagfast.intake.http.MaskedUri;
import dev.tagfast.intake.http.ProblemDetail;
import dev.tagfast.intake.http.ProblemType;
import dev.tagfast.intake.http.RequestRefused;
import dev.tagfast.intake.notification.Headers;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.source.ConfiguredSource;
import dev.tagfast.intake.source.DoorSettings;
import dev.tagfast.intake.source.Refusals;
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
 * The webhook door, {@code POST /webhooks/<source>}: takes registries' own notifications, and
 * CloudEvents. A source that authenticates by path has its secret after its name: {@code
 * /webhooks/<source>/<secret>}.
 */
@ApplicationScoped
public class WebhookDoor {
  private static final String METHODS = "POST, OPTIONS";
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final String SOURCE = "tagfast.source";
  private static final String DEADLINE = "tagfast.deadline";

  private final DoorSettings doors;
  private final NotificationHandler notificationHandler;
  private final ObjectMapper mapper;
  private final CallerAuthentication callers;
  private final Refusals refusals;

  public WebhookDoor(
      DoorSettings doors,
      NotificationHandler notificationHandler,
      ObjectMapper mapper,
      CallerAuthentication callers,
      Refusals refusals) {
    this.doors = doors;
    this.notificationHandler = notificationHandler;
    this.mapper = mapper;
    this.callers = callers;
    this.refusals = refusals;
  }

  public void open(@Observes Router router) {
    for (String path : List.of("/webhooks/:source", "/webhooks/:source/:secret")) {
      router.route(path).order(MaskedUri.BEFORE_ALL).handler(this::mask);
      router
          .route(path)
          .order(RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT)
          .handler(this::find)
          .blockingHandler(this::handle, false)
          .failureHandler(ErrorResponses::failed);
    }
  }

  private void mask(RoutingContext ctx) {
    String name = Objects.requireNonNullElse(ctx.pathParam("source"), "");
    AuthenticationMethod authentication =
        doors
            .source(name)
            .map(ConfiguredSource::authentication)
            .orElse(new AuthenticationMethod.Closed());
    MaskedUri.mask(ctx, "/webhooks/" + MaskedUri.encoded(name), authentication);
  }

  private void find(RoutingContext ctx) {
    if (!doors.isOpen(Door.WEBHOOKS)) {
      throw new RequestRefused(
          new ProblemDetail(
              ProblemType.DOOR_CLOSED,
              "this instance takes no webhooks; tagfast.doors would have to name `webhooks`"));
    }
    HttpMethod method = ctx.request().method();
    if (!method.equals(HttpMethod.POST) && !method.equals(HttpMethod.OPTIONS)) {
      throw new RequestRefused(ProblemDetail.method(METHODS));
    }
    boolean hasSecret = ctx.pathParam("secret") != null;
    ConfiguredSource source =
        Optional.ofNullable(ctx.pathParam("source"))
            .flatMap(doors::source)
            .filter(it -> !hasSecret || it.authentication() instanceof AuthenticationMethod.ByPath)
            .orElseThrow(() -> unknownSource(ctx, hasSecret));
    if (method.equals(HttpMethod.OPTIONS)) {
      EventHandshake.answer(ctx, METHODS);
      return;
    }
    ctx.put(SOURCE, source);
    ctx.put(DEADLINE, AnswerDeadline.in(source.answerWithin()));
    ctx.next();
  }

  /** A stranger is not told which sources there are; the operator is. */
  private RequestRefused unknownSource(RoutingContext ctx, boolean hasSecret) {
    refusals.unknownSource(Objects.requireNonNullElse(ctx.pathParam("source"), ""), hasSecret);
    return new RequestRefused(
        new ProblemDetail(
            ProblemType.NOT_FOUND,
            "No source of this name is configured at this instance (tagfast.sources.<name>); its log"
                + " says which are."));
  }

  private void handle(RoutingContext ctx) {
    ConfiguredSource source = Objects.requireNonNull(ctx.get(SOURCE), "put by find");
    AnswerDeadline deadline = Objects.requireNonNull(ctx.get(DEADLINE), "put by find");
    Headers headers = Headers.of(ctx.request().headers());
    MaskedUri address = MaskedUri.of(ctx);
    Buffer buffer = ctx.body().buffer();
    byte[] body = buffer == null ? new byte[0] : buffer.getBytes();
    callers.check(
        source.authentication(),
        new PresentedCredentials(headers, address.query(), address.pathSecret(), body),
        "/webhooks/" + source.name(),
        "tagfast.sources." + source.name());
    checkContentType(source, headers);
    List<Notification> all =
        NotificationReader.read(ctx.request().headers(), address.query(), body);
    Object answer =
        switch (notificationHandler.handle(source, all, explains(address), deadline)) {
          case WebhookResult.Events(WebhookAnswer events, boolean forwarded) -> {
            ctx.response().setStatusCode(forwarded ? ACCEPTED : OK);
            yield events;
          }
          case WebhookResult.Handshake(Map<String, String> members) -> members;
        };
    ctx.response().putHeader("Content-Type", "application/json").end(Buffer.buffer(json(answer)));
  }

  private static void checkContentType(ConfiguredSource source, Headers headers) {
    if (!NotificationReader.isEventRequest(headers)
        && !source.dialect().accepts(headers.mediaType())) {
      throw new RequestRefused(
          new ProblemDetail(
              ProblemType.CONTENT_TYPE,
              "the source "
                  + source.name()
                  + " sends "
                  + source.dialect().name()
                  + " notifications, which have another content type"));
    }
  }

  /**
   * Whether the caller asks for an explanation. Any value of {@code explain} but {@code false}
   * counts: such a caller must not change anything by a misspelt value.
   */
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
