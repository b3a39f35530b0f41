package dev.tagfast.intake.dialect;

import static java.util.stream.Collectors.joining;

import dev.tagfast.intake.notification.EventContext;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Bodies written for the tests, in {@code src/test/resources/events}, and the entries that are read
 * from them as text.
 */
public final class Samples {
  /** The time of the CloudEvents around the samples. */
  static final Instant TIME = Instant.parse("2026-04-01T10:15:32Z");

  private Samples() {}

  /** The body of a sample, e.g. {@code harbor/push-tagged}. */
  static byte[] bytes(String name) {
    try (InputStream in = Samples.class.getResourceAsStream("/events/" + name + ".json")) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A registry's own request, e.g. {@code acr/push-tagged}. */
  static Notification raw(String name, String... headers) {
    return TestNotifications.raw(text(name), headers);
  }

  /** A CloudEvent with id {@code e-1} around the sample. */
  static Notification event(String name, String type, String source) {
    return TestNotifications.event(
        new EventContext(
            type, source, "e-1", Optional.of("kitchen/pizza:today"), Optional.of(TIME), Map.of()),
        text(name));
  }

  static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  /** Reads a notification, and returns its entries as text. */
  static String asText(Dialect dialect, Notification notification) {
    return asText(TestNotifications.entries(dialect, notification));
  }

  /**
   * Returns entries as text: {@code push (Untagged) host/repository:tag@digest id=… by=… at=…}.
   * Absent values are left out; a digest is cut to its first four hex digits.
   */
  static String asText(List<NotificationEntry> entries) {
    return entries.stream().map(Samples::line).collect(joining("; "));
  }

  private static String line(NotificationEntry entry) {
    return entry.action().word()
        + part(" (", entry.ignored().map(IgnoreReason::word))
        + entry.ignored().map(why -> ")").orElse("")
        + part(" ", entry.host())
        + part(entry.host().isPresent() ? "/" : " /", entry.repository())
        + part(":", entry.tag())
        + part("@", entry.digest().map(digest -> digest.hex().substring(0, 4)))
        + part(" id=", entry.id())
        + part(" by=", entry.actor())
        + part(" at=", entry.pushedAt().map(Instant::toString));
  }

  private static String part(String before, Optional<String> text) {
    return text.map(said -> before + said).orElse("");
  }
}
