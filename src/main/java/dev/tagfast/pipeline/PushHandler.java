package dev.tagfast.pipeline;

import dev.tagfast.image.PushEvent;
import dev.tagfast.report.Outcome;
import java.util.function.Consumer;

/** Handles push events. The events door and the webhook door both call it. */
public interface PushHandler {
  /**
   * Takes one event through all steps. What the event demands is recorded when this returns.
   *
   * @param explain only say what would be decided, and change nothing
   * @throws TemporaryFailure if ledger, API server or registry could not be asked; never with
   *     {@code explain}
   */
  Outcome handle(PushEvent event, boolean explain);

  /**
   * Takes one event through all steps, and calls back when it may be acknowledged, which may be
   * long before the end.
   *
   * @param recorded called at most once, when all that the event demands is recorded, with the
   *     outcome known by then; not called where nothing is left to do
   * @throws TemporaryFailure as above; if {@code recorded} was called before, the next delivery or
   *     reconcile does the rest
   */
  Outcome handle(PushEvent event, Consumer<Outcome> recorded);
}
