package dev.tagfast.intake.http;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Tells the operator of callers without the secret: a registry that has another one repeats its
 * notifications for ever, and shows its own log to nobody. Once in a while is enough, because
 * strangers can knock as often as they like.
 */
@ApplicationScoped
public class RefusedCallersLog {
  private static final Logger LOG = Logger.getLogger(RefusedCallersLog.class);
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Map<String, Instant> quietUntil = new ConcurrentHashMap<>();

  /** Has told of nobody yet. */
  public RefusedCallersLog(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Somebody was answered 401.
   *
   * @param door where, of a few that the operator named: it is remembered
   * @param detail what the answer says
   */
  void tell(String door, String detail) {
    Instant now = clock.instant();
    boolean[] first = new boolean[1];
    quietUntil.compute(
        door,
        (name, until) -> {
          first[0] = until == null || !now.isBefore(until);
          return first[0] || until == null ? now.plus(QUIET) : until;
        });
    if (first[0]) {
      LOG.warnf(
          "POST %s was answered 401: %s (said once a minute, however many they are)", door, detail);
    }
  }
}
