package dev.tagfast.report.cloudevents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The token by which a sink knows us. Where Knative's feature {@code authentication-oidc} is on, a
 * SinkBinding mounts one beside {@code K_SINK}, meant for that sink alone; it is renewed while we
 * run, so the file is read for each event. Without a file nothing is shown.
 */
record SinkToken(Path file) {
  private static final Logger LOG = Logger.getLogger(SinkToken.class);

  /** As a setting names it. */
  SinkToken(String file) {
    this(Path.of(file));
  }

  /** What to send besides; empty where there is no token. */
  Map<String, String> headers() {
    try {
      String token = Files.readString(file).strip();
      boolean canBeSent = !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c <= '~');
      return canBeSent ? Map.of("Authorization", "Bearer " + token) : Map.of();
    } catch (NoSuchFileException _) {
      return Map.of();
    } catch (IOException e) {
      // The sink's answer says the rest, and what is not taken is sent again.
      LOG.warnf(
          "The token for the sink in %s cannot be read (%s)", file, e.getClass().getSimpleName());
      return Map.of();
    }
  }
}
