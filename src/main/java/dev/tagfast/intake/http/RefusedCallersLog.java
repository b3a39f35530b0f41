package dev.tagfast.intake.http;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Logs callers that were answered 401. A registry with a wrong secret repeats its notifications
 * without end, and shows its own log to nobody. It logs each door once a minute at most, because
 * strangers can send as many requests as they like.
 */
@ApplicationScoped
public class RefusedCallersLog {
  private static final Logger LOG = Logger.getLogger(RefusedCallersLog.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Map<String, Instant> quietUntil = new ConcurrentHashMap<>();

  public RefusedCallersLog(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Logs that a caller was answered 401.
   *
   * @param door the path of the door; it is kept in memory, so it must be one of the few configured
   *     paths
   * @param detail the detail of the answer
   */
  void log(String door, String detail) {
    Instant now = clock.instant();
    boolean[] isDue = new boolean[1];
    quietUntil.compute(
        door,
        (name, until) -> {
          isDue[0] = until == null || !now.isBefore(until);
          return isDue[0] || until == null ? now.plus(INTERVAL) : until;
        });
    if (isDue[0]) {
      LOG.warnf(
          "POST %s was answered 401: %s (said once a minute, however many they are)", door, detail);
    }
  }
}
