package dev.tagfast.report.cloudevents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The bearer token for a sink, read from a file.
 *
 * <p>Where Knative's feature {@code authentication-oidc} is on, a SinkBinding mounts a token for
 * its sink beside {@code K_SINK}. The token is renewed while Tagfast runs, so the file is read for
 * each event. Without a file, no token is sent.
 */
record SinkToken(Path file) {
  private static final Logger LOG = Logger.getLogger(SinkToken.class);

  /** Takes the path from a setting. */
  SinkToken(String file) {
    this(Path.of(file));
  }

  /**
   * The {@code Authorization} header; empty if there is no token, or if it contains characters that
   * a header cannot carry.
   */
  Map<String, String> headers() {
    try {
      String token = Files.readString(file).strip();
      boolean canBeSent = !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c <= '~');
      return canBeSent ? Map.of("Authorization", "Bearer " + token) : Map.of();
    } catch (NoSuchFileException _) {
      return Map.of();
    } catch (IOException e) {
      // The request goes out without a token. If the sink rejects it, the event is sent again.
      LOG.warnf(
          "The token for the sink in %s cannot be read (%s)", file, e.getClass().getSimpleName());
      return Map.of();
    }
  }
}
