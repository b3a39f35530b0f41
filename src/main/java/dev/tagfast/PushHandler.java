package dev.tagfast;

import dev.tagfast.image.PushEvent;
import dev.tagfast.report.Outcome;

/** The one handler that both doors lead to. */
public interface PushHandler {
  /**
   * Takes one event through all steps. What it demands is recorded when this returns.
   *
   * @param explain say what would be decided, change nothing
   * @throws NotNow if ledger, API server or registry could not be asked; never with {@code explain}
   */
  Outcome handle(PushEvent event, boolean explain);
}
