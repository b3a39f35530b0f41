package dev.tagfast.intake.dialect;

/**
 * Our own events at the webhook door: another Tagfast, or a program that speaks its format, sends
 * {@code dev.tagfast.image.pushed}. Our reports, which come back where a broker hands everything to
 * everybody, are nobody's pushes.
 */
public final class TagfastDialect implements Dialect {
  private static final String OURS = "dev.tagfast.";

  /** The type of our own push event. */
  public static final String PUSHED = OURS + "image.pushed";

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
    if (notification.isEvent() && !notification.isEvent(PUSHED)) {
      return Reading.of(DialectEntry.ignored(Ignored.REPORT, notification.eventId()));
    }
    notification.json();
    return Reading.of(
        DialectEntry.push()
            .host(notification.text("registry"))
            .repository(notification.text("repository"))
            .tag(notification.text("tag"))
            .digest(notification.text("digest"))
            .mediaType(notification.text("mediaType"))
            .id(notification.eventId())
            .actor(notification.text("actor"))
            .pushedAt(
                notification
                    .text("pushedAt")
                    .flatMap(Times::rfc3339)
                    .or(() -> notification.event().flatMap(EventContext::time)))
            .build());
  }
}
