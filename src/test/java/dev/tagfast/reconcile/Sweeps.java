package dev.tagfast.reconcile;

import dev.tagfast.act.drift.RunningPods;
import dev.tagfast.act.restore.Anchorer;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.pipeline.Keeping;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryClient;
import dev.tagfast.registry.TagLists;
import dev.tagfast.registry.TagRemoval;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;

/** Sweeps of anchors, for tests that start reconcile themselves. */
public final class Sweeps {
  private Sweeps() {}

  /** One of a registry that removes nothing and lists nothing. */
  public static AnchorSweep without(
      RegistryClient registry,
      TagLedger ledger,
      PolicySource policies,
      Settings settings,
      InstantSource clock) {
    return of(
        registry,
        _ -> new RegistryAnswer.Absent<>(),
        (_, _) -> new RegistryAnswer.Denied<>("it removes no tags"),
        ledger,
        policies,
        _ -> List.of(),
        settings,
        clock,
        new Metrics(new SimpleMeterRegistry()));
  }

  static AnchorSweep of(
      RegistryClient registry,
      TagLists lists,
      TagRemoval removal,
      TagLedger ledger,
      PolicySource policies,
      RunningPods pods,
      Settings settings,
      InstantSource clock,
      Metrics metrics) {
    return new AnchorSweep(
        ledger,
        policies,
        lists,
        new Anchorer(registry, removal, ledger),
        new Keeping(new RegistryCatalog(settings), policies),
        pods,
        metrics,
        settings,
        clock);
  }
}
