package dev.tagfast.lifecycle;

import dev.tagfast.ledger.TagLedger;
import io.smallrye.health.api.HealthGroup;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Whether the ledger can be asked. */
@HealthGroup("dependencies")
@Singleton
class LedgerCheck extends DependencyCheck {
  private final TagLedger ledger;

  LedgerCheck(TagLedger ledger, InstantSource clock) {
    super("ledger", clock);
    this.ledger = ledger;
  }

  @Override
  void ask() {
    var _ = ledger.read(PROBE_KEY);
  }
}
