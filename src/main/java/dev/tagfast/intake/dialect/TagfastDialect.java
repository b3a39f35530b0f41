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
 * Our own events at the webhook door: another Tagfast, or a program that speaks its format, sends
 * {@code dev.tagfast.image.pushed} and {@code dev.tagfast.image.deleted}. Our reports, which come
 * back where a broker hands everything to everybody, are nobody's pushes.
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
            // What was handed on by another door has an id of its own; the sender's counts.
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
