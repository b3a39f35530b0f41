package dev.tagfast.intake.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Bodies written for the tests, of {@code src/test/resources/events}. */
final class Samples {
  /** The time of the CloudEvents made of them. */
  static final Instant TIME = Instant.parse("2026-04-01T10:15:32Z");

  private Samples() {}

  /** A registry's own request, e.g. {@code acr/push-tagged}. */
  static Notification raw(String name, String... headers) {
    return Notifies.raw(text(name), headers);
  }

  /** A CloudEvent with id {@code e-1} around the sample. */
  static Notification event(String name, String type, String source) {
    return Notifies.event(
        new EventContext(
            type, source, "e-1", Optional.of("kitchen/pizza:today"), Optional.of(TIME), Map.of()),
        text(name));
  }

  /** What a sample says. */
  static String text(String name) {
    try (InputStream in = Samples.class.getResourceAsStream("/events/" + name + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException("there is no sample " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
