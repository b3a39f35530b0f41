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
 * The door for dead letters, {@code POST /dead-letters}: events that a broker gave up on. Such an
 * event still names tags to check. If the registry is unavailable, the ledger records the tags, and
 * every reconcile checks them again.
 *
 * <p>An event that cannot be read names no tag, and a repeat does not help: it is logged. The
 * answer is 204 nevertheless. If a dead-letter sink refuses an event, the broker refuses its
 * sender, and the sender repeats it.
 */
@ApplicationScoped
public class DeadLetterDoor {
  static final String PATH = "/dead-letters";

  private static final Logger LOG = Logger.getLogger(DeadLetterDoor.class);
  private static final int MAX_TEXT = 200;

  private final DoorSettings doors;
  private final EventReader reader;
  private final EventCommands commands;
  private final CallerAuthentication authentication;

  /** Creates the door. It uses the authentication of the events door. */
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
        .handler(ctx -> EventsDoor.checkRequest(ctx, doors))
        .blockingHandler(this::handle, false)
        .failureHandler(ErrorResponses::failed);
  }

  private void handle(RoutingContext ctx) {
    List<CloudEvent> events =
        switch (EventsDoor.readMessage(ctx, PATH, doors, authentication)) {
          case EventMessage.Single(CloudEvent event) -> List.of(event);
          case EventMessage.Batch(List<CloudEvent> batch) -> batch;
        };
    commands.carryOut(
        events.stream()
            .map(NotificationReader::of)
            .flatMap(event -> commandsOf(event).stream())
            .map(EventCommand::asDeadLetter)
            .toList());
    ctx.response().setStatusCode(204).end();
  }

  private List<EventCommand> commandsOf(Notification event) {
    try {
      List<EventCommand> requested = reader.read(event);
      LOG.warnf("dead letter %s: the broker gave up on it, it is handled now", describe(event));
      return requested;
    } catch (RequestRefused e) {
      LOG.errorf("dead letter %s is lost: %s", describe(event), e.problem().detail());
    } catch (MalformedBody e) {
      LOG.errorf("dead letter %s is lost: %s", describe(event), e.getMessage());
    }
    return List.of();
  }

  /** Describes an event for the log, so that its sender can be found. */
  private static String describe(Notification notification) {
    EventContext event = notification.event().orElseThrow();
    return "%s of type %s from %s (error code %s)"
        .formatted(
            UntrustedText.quoted(event.id(), MAX_TEXT),
            UntrustedText.quoted(event.type(), MAX_TEXT),
            UntrustedText.quoted(event.source(), MAX_TEXT),
            event
                .extension("knativeerrorcode")
                .map(code -> UntrustedText.clean(code, 10))
                .orElse("none: no answer"));
  }
}
