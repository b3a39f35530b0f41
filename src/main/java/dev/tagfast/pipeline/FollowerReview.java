package dev.tagfast.pipeline;

import dev.tagfast.act.rollout.RolloutPlan;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.RolloutTarget;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.FollowerState;
import dev.tagfast.ledger.Followers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How every follower of a tag stands, for messages and for the ledger: by what came of its rollout,
 * else by what its image says. No I/O.
 */
final class FollowerReview {
  private FollowerReview() {}

  /**
   * The followers that nothing was done about.
   *
   * @param target where they belong; empty: nowhere, nothing is accepted
   * @param why why they were left alone
   * @param shown what the tag shows
   */
  static List<RolloutResult> unchanged(
      List<Subscriber> followers,
      TagKey key,
      Optional<RolloutTarget> target,
      Reason why,
      Optional<Digest> shown,
      Instant now) {
    Optional<RolloutTarget> to = target.or(() -> shown.map(RolloutTarget::exactly));
    return to.stream()
        .flatMap(
            known ->
                followers.stream().flatMap(each -> unchanged(each, key, known, target, why, now)))
        .toList();
  }

  private static Stream<RolloutResult> unchanged(
      Subscriber follower,
      TagKey key,
      RolloutTarget to,
      Optional<RolloutTarget> target,
      Reason why,
      Instant now) {
    if (target.isPresent()) {
      Cause nobody = new Cause("", Optional.empty(), Optional.empty());
      return RolloutPlan.of(follower, key, to, nobody, now).results(why, "").stream();
    }
    return follower.following(key).stream()
        .map(
            container ->
                new RolloutResult(
                    follower.workload(),
                    List.of(container.name()),
                    why,
                    container.image().digest(),
                    to.digest(),
                    ""));
  }

  /** The states as the ledger keeps them, one for each workload and reason. */
  static Followers states(List<RolloutResult> results) {
    Map<String, FollowerState> states = new LinkedHashMap<>();
    results.stream()
        .filter(result -> result.reason() != Reason.WORKLOAD_GONE)
        .map(FollowerReview::state)
        .forEach(
            state ->
                states.merge(
                    state.workload() + " " + state.state(), state, FollowerReview::merged));
    return Followers.of(List.copyOf(states.values()));
  }

  /** A rollout that was started is pinned: the next look must have nothing new to record. */
  private static FollowerState state(RolloutResult result) {
    boolean started = result.started();
    Reason reason =
        switch (result.reason()) {
          case ROLLOUT_STARTED -> Reason.ALREADY_PINNED;
          case ROLLED_BACK -> Reason.DIGEST_BAD;
          default -> result.reason();
        };
    return new FollowerState(
        result.workload().toString(),
        result.containers().stream().sorted().toList(),
        reason.word(),
        reason.holdsRollout(),
        started ? Optional.of(result.to()) : result.from(),
        started ? "" : result.detail());
  }

  private static FollowerState merged(FollowerState one, FollowerState other) {
    return new FollowerState(
        one.workload(),
        Stream.concat(one.containers().stream(), other.containers().stream()).sorted().toList(),
        one.state(),
        one.held(),
        one.pinned().equals(other.pinned()) ? one.pinned() : Optional.empty(),
        one.detail());
  }
}
