package dev.tagfast;

import dev.tagfast.image.PushEvent;
import jakarta.enterprise.context.ApplicationScoped;

/** The way of an event: resolve, observe, decide, act, report. Read this first. */
@ApplicationScoped
public class PushPipeline {
  /**
   * Takes one event through all steps. What it demands is recorded when this returns.
   *
   * @param explain say what would be decided, change nothing
   * @throws NotNow if ledger, API server or registry could not be asked; never with {@code explain}
   */
  public Outcome handle(PushEvent event, boolean explain) {
    throw new UnsupportedOperationException("handle " + event + explain);
  }
}
