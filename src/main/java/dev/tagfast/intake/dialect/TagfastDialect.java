package dev.tagfast.intake.dialect;

import dev.tagfast.intake.notification.EventContext;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.MediaTypes;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import dev.tagfast.intake.notification.Times;
import dev.tagfast.report.cloudevents.PushedEvents;

/**
 * Tagfast's own events. Another Tagfast, or a program that writes its format, sends {@code
 * dev.tagfast.image.pushed} and {@code dev.tagfast.image.deleted}. Tagfast's reports come back from
 * a broker that delivers everything to everybody; they are ignored.
 */
public final class TagfastDialect implements Dialect {
  private static final String OURS = "dev.tagfast.";

  @Override
  public String name() {
    return "tagfast";
  }

  @Override
  public boolean accepts(String mediaType) {
    return MediaTypes.isUsual(mediaType);
  }

  @Override
  public boolean recognises(Notification notification) {
    return notification.isEvent(OURS);
  }

  @Override
  public Reading read(Notification notification) {
    boolean isDelete = hasType(notification, PushedEvents.DELETED);
    if (notification.isEvent() && !isDelete && !hasType(notification, PushedEvents.PUSHED)) {
      return Reading.of(NotificationEntry.ignored(IgnoreReason.REPORT, notification.eventId()));
    }
    notification.json();
    return Reading.of(
        (isDelete ? NotificationEntry.delete() : NotificationEntry.push())
            .host(notification.text("registry"))
            .repository(notification.text("repository"))
            .tag(notification.text("tag"))
            .digest(notification.at("digest"))
            .mediaType(notification.text("mediaType"))
            // An event that another door forwarded has an id of its own; the id of the original
            // sender counts.
            .id(notification.text("eventId").or(notification::eventId))
            .actor(notification.text("actor"))
            .pushedAt(
                notification
                    .text("pushedAt")
                    .flatMap(Times::rfc3339)
                    .or(() -> notification.event().flatMap(EventContext::time)))
            .build());
  }

  private static boolean hasType(Notification notification, String type) {
    return notification.event().filter(event -> event.type().equals(type)).isPresent();
  }
}
