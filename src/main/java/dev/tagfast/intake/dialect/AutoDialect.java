package dev.tagfast.intake.dialect;

import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;

/** The format {@code auto}: reads with the first dialect that recognises the notification. */
public final class AutoDialect implements Dialect {
  static final String NAME = "auto";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean accepts(String mediaType) {
    return Dialect.all().stream().anyMatch(dialect -> dialect.accepts(mediaType));
  }

  @Override
  public boolean recognises(Notification notification) {
    return Dialect.all().stream().anyMatch(dialect -> dialect.recognises(notification));
  }

  @Override
  public Reading read(Notification notification) {
    for (Dialect dialect : Dialect.all()) {
      if (dialect.recognises(notification)) {
        return dialect.read(notification);
      }
    }
    if (!notification.isEvent()) {
      notification.json(); // A body that is not JSON is malformed, not only an unknown format.
    }
    return Reading.of(NotificationEntry.ignored(IgnoreReason.OTHER_FORMAT, notification.eventId()));
  }
}
