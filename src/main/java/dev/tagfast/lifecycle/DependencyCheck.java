package dev.tagfast.lifecycle;

import dev.tagfast.connection.DependencyUnavailable;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * A check of the group {@code /q/health/group/dependencies}: whether something that Tagfast needs
 * can be asked. It is for a person who installs Tagfast or looks for a fault; no probe calls it.
 * The answer is cached for a while, because everybody who can send events can call it.
 */
abstract class DependencyCheck implements HealthCheck {
  /** A key that nothing is known of: no registry can have this host (RFC 6761). */
  static final TagKey PROBE_KEY =
      new TagKey(new Repository("tagfast.invalid", "health"), Tag.LATEST);

  private static final Duration CACHE_DURATION = Duration.ofSeconds(10);

  private final String name;
  private final InstantSource clock;
  private Instant cachedUntil = Instant.MIN;
  private HealthCheckResponse cached;

  DependencyCheck(String name, InstantSource clock) {
    this.name = name;
    this.clock = clock;
    cached = HealthCheckResponse.down(name);
  }

  /** Asks; "there is nothing" is an answer. Throws where none comes. */
  abstract void ask();

  @Override
  public synchronized HealthCheckResponse call() {
    if (!clock.instant().isBefore(cachedUntil)) {
      cached = check();
      cachedUntil = clock.instant().plus(CACHE_DURATION);
    }
    return cached;
  }

  private HealthCheckResponse check() {
    try {
      ask();
      return HealthCheckResponse.up(name);
    } catch (RuntimeException e) {
      // The failing part logs the cause; an open port does not show the inside of a cluster.
      String why =
          (e instanceof DependencyUnavailable failure ? failure.remedy() : Optional.<String>empty())
              .orElse("It could not be asked; the log says why.");
      return HealthCheckResponse.named(name).down().withData("why", why).build();
    }
  }
}
