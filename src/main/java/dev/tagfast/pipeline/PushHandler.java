package dev.tagfast.pipeline;

import dev.tagfast.image.PushEvent;
import dev.tagfast.report.Outcome;
import java.util.function.Consumer;

/** The one handler that both doors lead to. */
public interface PushHandler {
  /**
   * Takes one event through all steps. What it demands is recorded when this returns.
   *
   * @param explain say what would be decided, change nothing
   * @throws TemporaryFailure if ledger, API server or registry could not be asked; never with
   *     {@code explain}
   */
  Outcome handle(PushEvent event, boolean explain);

  /**
   * Takes one event through all steps, and says when it may be acknowledged, which may be long
   * before the end.
   *
   * @param recorded called at most once, when everything that the event demands is recorded, with
   *     the outcome as far as it is known by then; not called where nothing is left to do
   * @throws TemporaryFailure as above; where {@code recorded} was called before, what is left to do
   *     is found by the next delivery or reconcile
   */
  Outcome handle(PushEvent event, Consumer<Outcome> recorded);
}
