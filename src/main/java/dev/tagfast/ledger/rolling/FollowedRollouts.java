package dev.tagfast.ledger.rolling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rollouts of a tag that were begun: which of them people were told of, and which go on.
 *
 * <p>A rollout writes the generation of its entry on the workload. One that a process began and
 * could not record any more is found by that: its generation is not below {@code toldBelow}.
 *
 * @param toldBelow every rollout of a lower generation was told
 * @param rolling those that are followed to their end, oldest first, one for each workload; at most
 *     {@value #MOST}
 */
public record FollowedRollouts(long toldBelow, List<Rolling> rolling) {
  /** How many are followed at once; of more the oldest are followed no longer. */
  public static final int MOST = 50;

  /** No rollout was ever begun. */
  public static final FollowedRollouts NONE = new FollowedRollouts(0, List.of());

  /** Keeps the newest. */
  public FollowedRollouts {
    List<Rolling> sorted = rolling.stream().sorted(Comparator.comparing(Rolling::at)).toList();
    rolling = List.copyOf(sorted.subList(Math.max(0, sorted.size() - MOST), sorted.size()));
  }

  /**
   * A rollout that goes on.
   *
   * @param workload kind, namespace and name, e.g. {@code Deployment/kitchen/dinner}
   * @param at when it was begun
   * @param generation of the entry at that time
   * @param failed whether people were told that it failed
   */
  public record Rolling(String workload, Instant at, long generation, boolean failed) {}

  /** The one of a workload; empty: none goes on. */
  public Optional<Rolling> of(String workload) {
    return rolling.stream().filter(one -> one.workload().equals(workload)).findFirst();
  }

  /** With this one, instead of an earlier one of the same workload. */
  public FollowedRollouts with(Rolling begun) {
    List<Rolling> next = new ArrayList<>(without(begun.workload()).rolling);
    next.add(begun);
    return new FollowedRollouts(toldBelow, next);
  }

  /** Without that of a workload. */
  public FollowedRollouts without(String workload) {
    return new FollowedRollouts(
        toldBelow, rolling.stream().filter(one -> !one.workload().equals(workload)).toList());
  }

  /** Every rollout below this generation was told. */
  public FollowedRollouts toldBelow(long generation) {
    return new FollowedRollouts(Math.max(toldBelow, generation), rolling);
  }
}
