package dev.tagfast.lifecycle;

import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.TagLedger;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Health check {@code /q/health/group/dependencies}: whether the ledger can be asked. It is for a
 * person who installs Tagfast or looks for a fault; no probe calls it. The answer is cached for a
 * while, because everybody who can send events can call it.
 */
@HealthGroup("dependencies")
@ApplicationScoped
class LedgerCheck implements HealthCheck {
  private static final String NAME = "ledger";
  private static final Duration CACHE_DURATION = Duration.ofSeconds(10);

  /** A key without an entry: no registry can have this host (RFC 6761). "No entry" is an answer. */
  private static final TagKey PROBE_KEY =
      new TagKey(new Repository("tagfast.invalid", "health"), Tag.LATEST);

  private final TagLedger ledger;
  private final InstantSource clock;
  private Instant cachedUntil = Instant.MIN;
  private HealthCheckResponse cached = HealthCheckResponse.down(NAME);

  LedgerCheck(TagLedger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

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
      var _ = ledger.read(PROBE_KEY);
      return HealthCheckResponse.up(NAME);
    } catch (RuntimeException _) {
      // The failing part logs the cause; an open port does not show the inside of a cluster.
      return HealthCheckResponse.down(NAME);
    }
  }
}
