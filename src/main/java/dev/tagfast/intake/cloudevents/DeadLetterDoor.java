package dev.tagfast.intake.cloudevents;

import dev.tagfast.image.UntrustedText;
import dev.tagfast.intake.http.CallerAuthentication;
import dev.tagfast.intake.http.ErrorResponses;
import dev.tagfast.intake.http.MaskedUri;
import dev.tagfast.intake.http.RequestRefused;
import dev.tagfast.intake.notification.EventContext;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.source.DoorSettings;
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

  private final DoorSettings doors;
  private final EventReader reader;
  private final EventCommands commands;
  private final CallerAuthentication authentication;

  /** Opens nothing yet; it is a wing of the events door, with the same access. */
  public DeadLetterDoor(
      DoorSettings doors,
      EventReader reader,
      EventCommands commands,
      CallerAuthentication authentication) {
    this.doors = doors;
    this.reader = reader;
    this.commands = commands;
    this.authentication = authentication;
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
        .failureHandler(ErrorResponses::failed);
  }

  private void take(RoutingContext ctx) {
    List<CloudEvent> events =
        switch (EventsDoor.message(ctx, PATH, doors, authentication)) {
          case EventMessage.Single(CloudEvent event) -> List.of(event);
          case EventMessage.Batch(List<CloudEvent> batch) -> batch;
        };
    commands.carryOut(
        events.stream()
            .map(NotificationReader::of)
            .flatMap(event -> readable(event).stream())
            .map(EventCommand::asDeadLetter)
            .toList());
    ctx.response().setStatusCode(204).end();
  }

  private List<EventCommand> readable(Notification event) {
    try {
      List<EventCommand> asked = reader.read(event);
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
            UntrustedText.quoted(event.id(), LONGEST),
            UntrustedText.quoted(event.type(), LONGEST),
            UntrustedText.quoted(event.source(), LONGEST),
            event
                .extension("knativeerrorcode")
                .map(code -> UntrustedText.clean(code, 10))
                .orElse("none: no answer"));
  }
}
