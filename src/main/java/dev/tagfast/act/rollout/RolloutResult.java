package dev.tagfast.act.rollout;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of one workload.
 *
 * @param workload which
 * @param containers the containers it was about
 * @param reason one of the rollout reasons of {@link Reason}
 * @param from the digest that ran before; absent: the image was not pinned, or the containers
 *     differed
 * @param to the accepted digest
 * @param detail sentences for people: what stands in the way and what to do, or what keeps pods
 *     from being replaced; empty where nothing does
 * @param begun when it was; empty: it was not
 * @param took how long it took from the push until all pods were ready; empty: it is not over
 * @param proposal what its owner is to change; empty: nothing
 */
public record RolloutResult(
    Workload workload,
    List<String> containers,
    Reason reason,
    Optional<Digest> from,
    Digest to,
    String detail,
    Optional<Begun> begun,
    Optional<Duration> took,
    Optional<Proposal> proposal) {
  /**
   * When a rollout was begun.
   *
   * @param generation of the tag's entry in the ledger at that time
   */
  public record Begun(Instant at, long generation) {}

  /** One that was not begun. */
  public RolloutResult(
      Workload workload,
      List<String> containers,
      Reason reason,
      Optional<Digest> from,
      Digest to,
      String detail) {
    this(
        workload,
        containers,
        reason,
        from,
        to,
        detail,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Copies the list. */
  public RolloutResult {
    containers = List.copyOf(containers);
    detail = Sentence.of(detail);
  }

  /** Whether the workload was changed. */
  public boolean started() {
    return reason == Reason.ROLLOUT_STARTED || reason == Reason.ROLLED_BACK;
  }
}
