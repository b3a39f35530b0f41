package dev.tagfast.intake.dialect;

import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.Reading;
import java.time.Duration;

/**
 * Tencent Container Registry: Harbor 1.x under the name that its users look for. Nothing
 * distinguishes its notifications from Harbor's, so under {@code format: auto} Harbor's dialect
 * reads them.
 */
final class TcrDialect implements Dialect {
  private final HarborDialect harbor = new HarborDialect();

  @Override
  public String name() {
    return "tcr";
  }

  @Override
  public Duration answerWithin() {
    return harbor.answerWithin();
  }

  @Override
  public boolean accepts(String mediaType) {
    return harbor.accepts(mediaType);
  }

  @Override
  public boolean recognises(Notification notification) {
    return !notification.isEvent() && harbor.recognises(notification);
  }

  @Override
  public Reading read(Notification notification) {
    return harbor.read(notification);
  }
}
