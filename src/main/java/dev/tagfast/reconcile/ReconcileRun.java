package dev.tagfast.reconcile;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.image.TagKey;
import dev.tagfast.pipeline.DriftLook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the parts of one reconcile share.
 *
 * @param tags the tags to look at, each with its followers
 * @param unfinished those of them for which something is owed
 * @param approved those for which an approval waits
 * @param pods the look at what pods run; empty: nobody looks
 * @param failures why tags could not be looked at
 * @param held the workloads that wait for a person
 */
record ReconcileRun(
    Map<TagKey, List<Subscriber>> tags,
    Set<TagKey> unfinished,
    Set<TagKey> approved,
    Optional<DriftLook> pods,
    Map<TagKey, String> failures,
    Set<RolloutResult> held) {
  /** One that begins, with the tags for which an approval waits. */
  ReconcileRun(Set<TagKey> approved) {
    this(
        Map.of(),
        Set.of(),
        approved,
        Optional.empty(),
        new ConcurrentHashMap<>(),
        ConcurrentHashMap.newKeySet());
  }

  /** The same with the tags to look at; what was found so far stays. */
  ReconcileRun with(
      Map<TagKey, List<Subscriber>> others, Set<TagKey> owed, Optional<DriftLook> look) {
    return new ReconcileRun(others, owed, approved, look, failures, held);
  }
}
