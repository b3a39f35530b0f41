package dev.tagfast.act.rollout;

import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Brings subscribers to the accepted digest. Idempotent: what runs it already is left alone. Throws
 * {@link ClusterUnavailable} where the API server could not be asked; what was patched until then
 * stays patched. A server that fails at one workload only is a result of that workload.
 */
public interface Rollouts {
  /**
   * One JSON Patch per workload; containers that a person holds are left out of it. Answers one
   * result per workload and reason, each with the containers that it is about; nothing for a
   * workload that unsubscribed meanwhile.
   *
   * @param subscribers as listed; read again where they changed meanwhile
   * @param latest where the tag's subscribers belong by now, asked after a conflict: another
   *     delivery may have moved the workload to a newer digest, and must not be undone. Empty:
   *     nowhere
   * @param observeOnly patch nothing, say what would be done ({@link
   *     dev.tagfast.decide.Reason#OBSERVE_ONLY})
   */
  List<RolloutResult> bring(
      List<Subscriber> subscribers,
      TagKey key,
      RolloutTarget to,
      Supplier<Optional<RolloutTarget>> latest,
      Cause cause,
      boolean observeOnly);

  /** The same where the target cannot change meanwhile. */
  default List<RolloutResult> bring(
      List<Subscriber> subscribers,
      TagKey key,
      RolloutTarget to,
      Cause cause,
      boolean observeOnly) {
    return bring(subscribers, key, to, () -> Optional.of(to), cause, observeOnly);
  }

  /** The same for a digest that nothing else counts as. */
  default List<RolloutResult> bring(
      List<Subscriber> subscribers, TagKey key, Digest to, Cause cause, boolean observeOnly) {
    return bring(subscribers, key, RolloutTarget.exactly(to), cause, observeOnly);
  }
}
