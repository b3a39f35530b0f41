package dev.tagfast.intake;

import dev.tagfast.intake.auth.Access;
import dev.tagfast.intake.auth.Shown;
import dev.tagfast.intake.dialect.Headers;
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
 * {@code POST /}: the edge in front of Funqy, which answers 406 to a batch and 500 to a malformed
 * event, and takes events without id. It knows the caller first, validates then, and hands Funqy
 * one legal event in binary mode, where nothing is left for Funqy to stumble over.
 */
@ApplicationScoped
public class EventsDoor {
  /**
   * Funqy names no order for its routes, so Vert.x counts them from 0; what Quarkus calls "before
   * default" (1000) comes after them, and the door would stand open.
   */
  static final int BEFORE_FUNQY = -1;

  private static final String METHODS = "POST, OPTIONS";

  private final Doors doors;
  private final EventReader reader;
  private final EventOrders orders;
  private final Entrance entrance;

  /** Opens nothing yet. */
  public EventsDoor(Doors doors, EventReader reader, EventOrders orders, Entrance entrance) {
    this.entrance = entrance;
    this.doors = doors;
    this.reader = reader;
    this.orders = orders;
  }

  /** Stands before Funqy. */
  void open(@Observes Router router) {
    router
        .route("/")
        .order(MaskedUri.BEFORE_ALL)
        .handler(ctx -> MaskedUri.mask(ctx, "/", doors.eventsAccess()));
    router
        .route("/")
        .order(BEFORE_FUNQY)
        .handler(ctx -> admit(ctx, doors))
        .blockingHandler(this::take, false)
        .failureHandler(HttpAnswers::failed);
    // The very path, so that every spelling which finds Funqy's route finds this one before.
    router
        .route("/" + EventFunction.NAME)
        .order(BEFORE_FUNQY)
        .handler(
            ctx ->
                HttpAnswers.problem(
                    ctx, new Problem(ProblemType.NOT_FOUND, "CloudEvents are posted to / alone")));
  }

  /** Lets a request to the body's reader if it is one for this door; answers handshakes. */
  static void admit(RoutingContext ctx, Doors doors) {
    if (!doors.isOpen(Door.EVENTS)) {
      throw new RequestRefused(
          new Problem(
              ProblemType.DOOR_CLOSED,
              "this instance takes no CloudEvents; tagfast.doors would have to name `events`"));
    }
    switch (ctx.request().method().name()) {
      case "POST" -> ctx.next();
      case "OPTIONS" -> {
        if (doors.eventsAccess() instanceof Access.Closed) {
          ctx.next();
        } else {
          EventHandshake.answer(ctx, METHODS);
        }
      }
      default -> throw new RequestRefused(Problem.method(METHODS));
    }
  }

  /**
   * What a known caller posted.
   *
   * @param path where, for the log
   * @throws RequestRefused if the caller is not known, or it is no legal CloudEvent
   */
  static EventMessage message(RoutingContext ctx, String path, Doors doors, Entrance entrance) {
    Buffer buffer = ctx.body().buffer();
    byte[] body = buffer == null ? new byte[0] : buffer.getBytes();
    entrance.check(
        doors.eventsAccess(),
        new Shown(
            Headers.of(ctx.request().headers()), MaskedUri.of(ctx).query(), Optional.empty(), body),
        path,
        "tagfast.events");
    return EventMessage.read(ctx.request().headers(), body);
  }

  private void take(RoutingContext ctx) {
    switch (message(ctx, "/", doors, entrance)) {
      case EventMessage.Single(CloudEvent event) -> {
        writeBinary(event, ctx);
        ctx.next();
      }
      case EventMessage.Batch(List<CloudEvent> events) -> {
        takeBatch(events);
        ctx.response().setStatusCode(204).end();
      }
    }
  }

  /** Every order is read before the first is carried out. */
  private void takeBatch(List<CloudEvent> events) {
    List<EventOrder> all = new ArrayList<>();
    int number = 0;
    for (CloudEvent event : events) {
      number++;
      try {
        all.addAll(reader.read(NotificationReader.of(event)));
      } catch (RequestRefused e) {
        throw new RequestRefused(e.problem().ofBatch(number));
      }
    }
    orders.carryOut(all);
  }

  /** Makes the request one in binary mode, values decoded, as Funqy does not decode them. */
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
    // Never a structured type: Funqy looks at it too.
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
