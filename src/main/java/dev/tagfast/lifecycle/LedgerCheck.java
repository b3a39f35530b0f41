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
 * {@code /q/health/group/dependencies}: whether the ledger can be asked, for a person who has just
 * installed Tagfast or looks for a fault. No probe calls it. Its answer is kept for a while,
 * because the port it is on is open to whoever can send events.
 */
@HealthGroup("dependencies")
@ApplicationScoped
class LedgerCheck implements HealthCheck {
  private static final String NAME = "ledger";
  private static final Duration KEPT = Duration.ofSeconds(10);

  /** No registry can have this name (RFC 6761): there is never an entry, and that is an answer. */
  private static final TagKey NOBODYS =
      new TagKey(new Repository("tagfast.invalid", "health"), Tag.LATEST);

  private final TagLedger ledger;
  private final InstantSource clock;
  private Instant goodUntil = Instant.MIN;
  private HealthCheckResponse last = HealthCheckResponse.down(NAME);

  LedgerCheck(TagLedger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  @Override
  public synchronized HealthCheckResponse call() {
    if (!clock.instant().isBefore(goodUntil)) {
      last = ask();
      goodUntil = clock.instant().plus(KEPT);
    }
    return last;
  }

  private HealthCheckResponse ask() {
    try {
      var _ = ledger.read(NOBODYS);
      return HealthCheckResponse.up(NAME);
    } catch (RuntimeException _) {
      // Why is in the log of whoever failed; an open port does not tell the inside of a cluster.
      return HealthCheckResponse.down(NAME);
    }
  }
}
