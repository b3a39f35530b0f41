package dev.tagfast.pipeline;

import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.image.PushEvent;
import dev.tagfast.report.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One event on its way through the steps. Whoever looks at its tag sets its result; the thread that
 * brought it reads that.
 */
final class Delivery {
  private final PushEvent event;
  private final Supplier<List<Subscriber>> followers;
  private final boolean lastLook;
  private final Consumer<Outcome> whenRecorded;
  private Optional<DriftLook> driftLook = Optional.empty();
  private boolean wantsLaterLook;
  private boolean readsApprovals;
  private Optional<Outcome> outcome = Optional.empty();
  private Optional<RuntimeException> failure = Optional.empty();
  private Optional<Runnable> rest = Optional.empty();

  /**
   * @param followers lists the subscribers of the tag
   * @param lastLook whether it is the last of the looks that an event asked for
   * @param whenRecorded is told when the event may be acknowledged
   */
  Delivery(
      PushEvent event,
      Supplier<List<Subscriber>> followers,
      boolean lastLook,
      Consumer<Outcome> whenRecorded) {
    this.event = event;
    this.followers = followers;
    this.lastLook = lastLook;
    this.whenRecorded = whenRecorded;
  }

  PushEvent event() {
    return event;
  }

  Supplier<List<Subscriber>> followers() {
    return followers;
  }

  /** Looks also at what the pods of the followers run. */
  Delivery with(DriftLook pods) {
    driftLook = Optional.of(pods);
    return this;
  }

  Optional<DriftLook> driftLook() {
    return driftLook;
  }

  /** Looks also at the approvals of its tag, whatever the tag shows. */
  void readApprovals() {
    readsApprovals = true;
  }

  boolean readsApprovals() {
    return readsApprovals;
  }

  /** Whether the look at its tag decides what the claims of earlier events were. */
  boolean decidesClaims() {
    return lastLook || event.isReconcile();
  }

  /** What it demands is recorded. */
  void recorded(Outcome soFar) {
    outcome = Optional.of(soFar);
    whenRecorded.accept(soFar);
  }

  /** It is done, and there was nothing to record. */
  void done(Outcome known) {
    outcome = Optional.of(known);
  }

  /** It may be acknowledged, if it is done: what is left to its thread is owed since before. */
  void acknowledge() {
    outcome.ifPresent(whenRecorded);
  }

  void failed(RuntimeException why) {
    failure = Optional.of(why);
  }

  /** The tag and the event do not agree yet. */
  void lookLater() {
    wantsLaterLook = true;
  }

  boolean wantsLaterLook() {
    return wantsLaterLook;
  }

  /** Leaves work to the thread that brought the event; it sets the final outcome. */
  void leave(Runnable work) {
    rest = Optional.of(work);
  }

  /**
   * Does what is left to this thread.
   *
   * @throws TemporaryFailure if ledger, API server or registry could not be asked
   */
  Outcome finish() {
    rest.ifPresent(Runnable::run);
    failure.ifPresent(
        why -> {
          throw why;
        });
    return outcome.orElseThrow();
  }
}
