package dev.tagfast.intake.dialect;

import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;

/** {@code format: auto}: whichever dialect recognises it. */
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
      notification.json(); // What is not even JSON is malformed, not only unknown.
    }
    return Reading.of(NotificationEntry.ignored(IgnoreReason.OTHER_FORMAT, notification.eventId()));
  }
}
