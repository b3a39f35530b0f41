package dev.tagfast.intake.dialect;

import dev.tagfast.intake.notification.Content;
import dev.tagfast.intake.notification.EventContext;
import dev.tagfast.intake.notification.Headers;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notifications for tests. */
public final class TestNotifications {
  private TestNotifications() {}

  /**
   * A registry's own request.
   *
   * @param headers names and values in turn
   */
  public static Notification raw(String body, String... headers) {
    return raw(body.getBytes(StandardCharsets.UTF_8), headers);
  }

  public static Notification raw(byte[] body, String... headers) {
    return new Notification(headers(headers), Map.of(), Optional.empty(), Content.of(body));
  }

  /** A registry's own request with one query parameter. */
  public static Notification query(String body, String parameter, String value) {
    return new Notification(
        Headers.NONE, Map.of(parameter, List.of(value)), Optional.empty(), contentOf(body));
  }

  /** A CloudEvent with id {@code e-1} and these data. */
  public static Notification event(String type, String source, String data) {
    return event(
        new EventContext(type, source, "e-1", Optional.empty(), Optional.empty(), Map.of()), data);
  }

  /** A CloudEvent. */
  public static Notification event(EventContext context, String data) {
    return new Notification(Headers.NONE, Map.of(), Optional.of(context), contentOf(data));
  }

  /** Returns the entries that a dialect reads; fails at a handshake. */
  public static List<NotificationEntry> entries(Dialect dialect, Notification notification) {
    return ((Reading.Entries) dialect.read(notification)).all();
  }

  private static Content contentOf(String text) {
    return Content.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Headers headers(String... headers) {
    List<Map.Entry<String, String>> all = new java.util.ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(Map.entry(headers[i], headers[i + 1]));
    }
    return Headers.of(all);
  }
}
