package dev.tagfast.intake;

import dev.tagfast.image.OutsideText;
import dev.tagfast.intake.dialect.EventContext;
import dev.tagfast.intake.dialect.MalformedBody;
import dev.tagfast.intake.dialect.Notification;
import io.cloudevents.CloudEvent;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * {@code POST /dead-letters}: events that a broker gave up on. Such an event still says that there
 * is something to see, so its tags are looked at, and where the registry is away they are recorded
 * to be looked at again by every reconcile: the ledger keeps what the broker could not.
 *
 * <p>What cannot be read names no tag, and no repetition mends it: the log has it. It is answered
 * 204 nevertheless, because a sink of dead letters that refuses one has the broker refuse its
 * sender, who would send it again.
 */
@ApplicationScoped
public class DeadLetterDoor {
  static final String PATH = "/dead-letters";

  private static final Logger LOG = Logger.getLogger(DeadLetterDoor.class);
  private static final int LONGEST = 200;

  private final Doors doors;
  private final EventReader reader;
  private final EventOrders orders;
  private final Entrance entrance;

  /** Opens nothing yet; it is a wing of the events door, with the same access. */
  public DeadLetterDoor(Doors doors, EventReader reader, EventOrders orders, Entrance entrance) {
    this.doors = doors;
    this.reader = reader;
    this.orders = orders;
    this.entrance = entrance;
  }

  void open(@Observes Router router) {
    router
        .route(PATH)
        .order(MaskedUri.BEFORE_ALL)
        .handler(ctx -> MaskedUri.mask(ctx, PATH, doors.eventsAccess()));
    router
        .route(PATH)
        .order(EventsDoor.BEFORE_FUNQY)
        .handler(ctx -> EventsDoor.admit(ctx, doors))
        .blockingHandler(this::take, false)
        .failureHandler(HttpAnswers::failed);
  }

  private void take(RoutingContext ctx) {
    List<CloudEvent> events =
        switch (EventsDoor.message(ctx, PATH, doors, entrance)) {
          case EventMessage.Single(CloudEvent event) -> List.of(event);
          case EventMessage.Batch(List<CloudEvent> batch) -> batch;
        };
    orders.carryOut(
        events.stream()
            .map(NotificationReader::of)
            .flatMap(event -> readable(event).stream())
            .map(EventOrder::asDeadLetter)
            .toList());
    ctx.response().setStatusCode(204).end();
  }

  private List<EventOrder> readable(Notification event) {
    try {
      List<EventOrder> asked = reader.read(event);
      LOG.warnf("dead letter %s: the broker gave up on it, it is handled now", name(event));
      return asked;
    } catch (RequestRefused e) {
      LOG.errorf("dead letter %s is lost: %s", name(event), e.problem().detail());
    } catch (MalformedBody e) {
      LOG.errorf("dead letter %s is lost: %s", name(event), e.getMessage());
    }
    return List.of();
  }

  /** Enough to find its sender. */
  private static String name(Notification notification) {
    EventContext event = notification.event().orElseThrow();
    return "%s of type %s from %s (error code %s)"
        .formatted(
            OutsideText.quoted(event.id(), LONGEST),
            OutsideText.quoted(event.type(), LONGEST),
            OutsideText.quoted(event.source(), LONGEST),
            event
                .extension("knativeerrorcode")
                .map(code -> OutsideText.clean(code, 10))
                .orElse("none: no answer"));
  }
}
