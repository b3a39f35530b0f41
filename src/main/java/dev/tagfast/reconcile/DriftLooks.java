package dev.tagfast.reconcile;

import dev.tagfast.act.drift.RunningPods;
import dev.tagfast.pipeline.DriftLook;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Begins and ends a reconcile's look at what pods run, where it is not switched off. */
@ApplicationScoped
public class DriftLooks {
  private final boolean on;
  private final RunningPods pods;
  private final Metrics metrics;

  public DriftLooks(Settings settings, RunningPods pods, Metrics metrics) {
    on = settings.reconcile().drift();
    this.pods = pods;
    this.metrics = metrics;
  }

  /** A look for one reconcile; empty: nobody looks ({@code tagfast.reconcile.drift=false}). */
  Optional<DriftLook> begin() {
    return on ? Optional.of(new DriftLook(pods)) : Optional.empty();
  }

  void end(DriftLook look) {
    metrics.drifting(look.found());
  }
}
