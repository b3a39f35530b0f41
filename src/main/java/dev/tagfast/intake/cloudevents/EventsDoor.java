package dev.tagfast.intake.cloudevents;

import dev.tagfast.intake.auth.AuthenticationMethod;
import dev.tagfast.intake.auth.PresentedCredentials;
import dev.tagfast.intake.http.CallerAuthentication;
import dev.tagfast.intake.http.ErrorResponses;
import dev.tagfast.intake.http.MaskedUri;
import dev.tagfast.intake.http.ProblemDetail;
import dev.tagfast.intake.http.ProblemType;
import dev.tagfast.intake.http.RequestRefused;
import dev.tagfast.intake.notification.Headers;
import dev.tagfast.intake.source.DoorSettings;
import dev.tagfast.settings.Settings.Door;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The events door, {@code POST /}, in front of Funqy. Funqy answers 406 to a batch and 500 to a
 * malformed event, and accepts events without an id. The door authenticates the caller first and
 * validates the events next. It passes Funqy one valid event in binary mode, and handles a batch
 * itself.
 */
@ApplicationScoped
public class EventsDoor {
  /**
   * The route order before Funqy. Funqy sets no order, so Vert.x counts its routes from 0.
   * Quarkus's "before default" (1000) would come after them, and requests would reach Funqy
   * unauthenticated.
   */
  static final int BEFORE_FUNQY = -1;

  private static final String METHODS = "POST, OPTIONS";

  private final DoorSettings doors;
  private final EventReader reader;
  private final EventCommands commands;
  private final CallerAuthentication authentication;

  public EventsDoor(
      DoorSettings doors,
      EventReader reader,
      EventCommands commands,
      CallerAuthentication authentication) {
    this.authentication = authentication;
    this.doors = doors;
    this.reader = reader;
    this.commands = commands;
  }

  /** Registers the routes before Funqy's. */
  public void open(@Observes Router router) {
    router
        .route("/")
        .order(MaskedUri.BEFORE_ALL)
        .handler(ctx -> MaskedUri.mask(ctx, "/", doors.eventsAccess()));
    router
        .route("/")
        .order(BEFORE_FUNQY)
        .handler(ctx -> checkRequest(ctx, doors))
        .blockingHandler(this::handle, false)
        .failureHandler(ErrorResponses::failed);
    // Exactly Funqy's path: every spelling that matches Funqy's route matches this one first.
    router
        .route("/" + EventFunction.NAME)
        .order(BEFORE_FUNQY)
        .handler(
            ctx ->
                ErrorResponses.problem(
                    ctx,
                    new ProblemDetail(ProblemType.NOT_FOUND, "CloudEvents are posted to / alone")));
  }

  /**
   * Checks that the door is open and the method is allowed, before the body is handled. It answers
   * handshakes.
   */
  static void checkRequest(RoutingContext ctx, DoorSettings doors) {
    if (!doors.isOpen(Door.EVENTS)) {
      throw new RequestRefused(
          new ProblemDetail(
              ProblemType.DOOR_CLOSED,
              "this instance takes no CloudEvents; tagfast.doors would have to name `events`"));
    }
    switch (ctx.request().method().name()) {
      case "POST" -> ctx.next();
      case "OPTIONS" -> {
        if (doors.eventsAccess() instanceof AuthenticationMethod.Closed) {
          ctx.next();
        } else {
          EventHandshake.answer(ctx, METHODS);
        }
      }
      default -> throw new RequestRefused(ProblemDetail.method(METHODS));
    }
  }

  /**
   * Authenticates the caller and reads the CloudEvents of its request.
   *
   * @param path the path of the door, for the log
   * @throws RequestRefused if the caller is not authenticated, or the request is not a valid
   *     CloudEvent
   */
  static EventMessage readMessage(
      RoutingContext ctx, String path, DoorSettings doors, CallerAuthentication authentication) {
    Buffer buffer = ctx.body().buffer();
    byte[] body = buffer == null ? new byte[0] : buffer.getBytes();
    authentication.check(
        doors.eventsAccess(),
        new PresentedCredentials(
            Headers.of(ctx.request().headers()), MaskedUri.of(ctx).query(), Optional.empty(), body),
        path,
        "tagfast.events");
    return EventMessage.read(ctx.request().headers(), body);
  }

  private void handle(RoutingContext ctx) {
    switch (readMessage(ctx, "/", doors, authentication)) {
      case EventMessage.Single(CloudEvent event) -> {
        writeBinary(event, ctx);
        ctx.next();
      }
      case EventMessage.Batch(List<CloudEvent> events) -> {
        handleBatch(events);
        ctx.response().setStatusCode(204).end();
      }
    }
  }

  /** Handles a batch. It reads every event before it carries out the first command. */
  private void handleBatch(List<CloudEvent> events) {
    List<EventCommand> all = new ArrayList<>();
    int number = 0;
    for (CloudEvent event : events) {
      number++;
      try {
        all.addAll(reader.read(NotificationReader.of(event)));
      } catch (RequestRefused e) {
        throw new RequestRefused(e.problem().ofBatch(number));
      }
    }
    commands.carryOut(all);
  }

  /**
   * Rewrites the request to binary mode with decoded values, because Funqy does not decode them.
   */
  private static void writeBinary(CloudEvent event, RoutingContext ctx) {
    MultiMap headers = ctx.request().headers();
    List.copyOf(headers.names()).stream()
        .filter(name -> name.regionMatches(true, 0, "ce-", 0, 3))
        .forEach(headers::remove);
    headers.set("ce-specversion", "1.0");
    for (String name : event.getAttributeNames()) {
      Object value = event.getAttribute(name);
      if (value != null) {
        headers.set("ce-" + name, value.toString());
      }
    }
    for (String name : event.getExtensionNames()) {
      headers.set("ce-" + name, String.valueOf(event.getExtension(name)));
    }
    headers.remove("ce-datacontenttype");
    // Never a structured content type: Funqy would read the body as a structured event.
    headers.set(
        "Content-Type",
        Optional.ofNullable(event.getDataContentType()).orElse("application/octet-stream"));
    ((RoutingContextInternal) ctx).setBody(Buffer.buffer(bytes(event)));
  }

  private static byte[] bytes(CloudEvent event) {
    CloudEventData data = event.getData();
    return data == null ? new byte[0] : data.toBytes();
  }
}
