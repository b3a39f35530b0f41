package dev.tagfast.act.progress;

import java.time.Instant;
import java.util.Optional;

/** How far a workload is with the pod template that it has now. */
public sealed interface Progress {
  /**
   * All its pods have the template and are ready.
   *
   * @param at when the controller said so first; empty: it does not say
   */
  record Complete(Optional<Instant> at) implements Progress {}

  /**
   * Pods are still being replaced, or get ready.
   *
   * @param missing what is missing, for people
   */
  record InProgress(String missing) implements Progress {}

  /**
   * It does not get there by itself.
   *
   * @param why what the controller or the pods say, a sentence for people
   */
  record Failed(String why) implements Progress {}

  /**
   * It goes on when a person does something: resumes it, or deletes pods.
   *
   * @param why for people
   */
  record Waits(String why) implements Progress {}

  /**
   * It has no end that could be seen: a Job of a CronJob runs at some later time.
   *
   * @param why for people
   */
  record NotFollowed(String why) implements Progress {}

  /** Whether it counts as a rollout that goes on. */
  default boolean goesOn() {
    return this instanceof InProgress;
  }
}
