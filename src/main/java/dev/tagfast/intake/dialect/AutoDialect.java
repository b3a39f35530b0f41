package dev.tagfast.intake.dialect;

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
    return Reading.of(DialectEntry.ignored(Ignored.OTHER_FORMAT, notification.eventId()));
  }
}
