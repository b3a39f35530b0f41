package dev.tagfast.pipeline;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.RolloutTarget;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.report.Situation;
import dev.tagfast.resolve.Sighting;
import dev.tagfast.settings.Mode;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out what a message must know: what Tagfast may change, and how each follower stands after
 * this look, as its rollout left it or as it was.
 */
@ApplicationScoped
public class Situations {
  private final Settings settings;
  private final InstantSource clock;

  public Situations(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** After a look at the registry. */
  Situation afterLook(TagKey key, Evidence evidence, TagEntry entry, ExecutionResult result) {
    Optional<Digest> shown =
        evidence.sighting() instanceof Sighting.Seen seen
            ? Optional.of(seen.digest())
            : entry.seen();
    List<RolloutResult> states =
        result.rollouts().isEmpty()
            ? unchanged(
                evidence.followers(), key, entry, whyUnchanged(evidence, entry, result), shown)
            : result.rollouts();
    return situation(entry, shown, Optional.of(states));
  }

  private static Reason whyUnchanged(Evidence evidence, TagEntry entry, ExecutionResult result) {
    return switch (evidence.policy()) {
      case PolicyAnswer.Broken _ -> Reason.POLICY_INVALID;
      case PolicyAnswer.Treat(Treatment treatment) when treatment.mode() == TagMode.IGNORE ->
          Reason.IGNORED_BY_POLICY;
      case PolicyAnswer.Treat _ when result.isDigestGone() -> Reason.ACCEPTED_DIGEST_GONE;
      case PolicyAnswer.Treat _ when RolloutTarget.of(entry).isEmpty() -> Reason.UNPROVEN;
      // A digest is accepted, and the API server let nobody be brought to it.
      case PolicyAnswer.Treat _ -> Reason.ROLLOUT_FAILED;
    };
  }

  /** Without a look. That the API server is away, too, stops no report. */
  Situation withoutLook(
      TagKey key, TagEntry entry, Supplier<List<Subscriber>> followers, ExecutionResult result) {
    if (!result.rollouts().isEmpty()) {
      return situation(entry, entry.seen(), Optional.of(result.rollouts()));
    }
    try {
      List<RolloutResult> states =
          unchanged(followers.get(), key, entry, Reason.UNCONFIRMED, entry.seen());
      return situation(entry, entry.seen(), Optional.of(states));
    } catch (ClusterUnavailable _) {
      return situation(entry, entry.seen(), Optional.empty());
    }
  }

  private List<RolloutResult> unchanged(
      List<Subscriber> followers, TagKey key, TagEntry entry, Reason why, Optional<Digest> shown) {
    return FollowerReview.unchanged(
        followers,
        key,
        RolloutTarget.of(entry),
        act() ? why : Reason.OBSERVE_ONLY,
        shown,
        clock.instant());
  }

  private Situation situation(
      TagEntry entry, Optional<Digest> shown, Optional<List<RolloutResult>> followers) {
    boolean putBack = act() && entry.outbox().stream().anyMatch(Intent.Restore.class::isInstance);
    return new Situation(act(), putBack, shown, followers);
  }

  private boolean act() {
    return settings.mode() == Mode.ACT;
  }
}
