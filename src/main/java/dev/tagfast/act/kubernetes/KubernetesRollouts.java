package dev.tagfast.act.kubernetes;

import dev.tagfast.act.kubernetes.KubernetesDeployments.ReadResult;
import dev.tagfast.act.rollout.ClusterUnavailable;
import dev.tagfast.act.rollout.RolloutPlan;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Rollouts;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Rolls out to Deployments. Without a concurrent change it sends one PATCH per Deployment. After a conflict it reads the workload again and makes a new plan, with at most five patches in all. It never repeats a patch of an old plan.
 */
@ApplicationScoped
class KubernetesRollouts implements Rollouts {
  private static final int MAX_ATTEMPTS = 5;

  private final KubernetesDeployments deployments;
  private final InstantSource clock;
  private final IntConsumer pause;

  @Inject
  KubernetesRollouts(KubernetesDeployments deployments, InstantSource clock) {
    this(deployments, clock, KubernetesRollouts::pause);
  }

  /**
   * @param pause waits after the given attempt (counted from 1), before the workload is read again
   */
  KubernetesRollouts(KubernetesDeployments deployments, InstantSource clock, IntConsumer pause) {
    this.deployments = deployments;
    this.clock = clock;
    this.pause = pause;
  }

  @Override
  public List<RolloutResult> bring(
      List<Subscriber> subscribers, TagKey key, Digest to, Cause cause, boolean observeOnly) {
    RolloutTarget target = new RolloutTarget(key, to, cause, clock.instant());
    List<RolloutResult> results = new ArrayList<>();
    List<ClusterUnavailable> failures = new ArrayList<>();
    for (Subscriber subscriber : subscribers) {
      try {
        RolloutPlan plan = target.plan(subscriber);
        results.addAll(
            observeOnly
                ? plan.results(Reason.OBSERVE_ONLY, "would be pinned to " + to.abbreviated())
                : carryOut(plan, target, 1));
      } catch (ClusterUnavailable e) {
        // One failure does not stop the other workloads, unless the API server is unreachable.
        failures.add(e);
        if (KubernetesFailure.isUnreachable(e)) {
          break;
        }
      }
    }
    if (failures.isEmpty()) {
      return List.copyOf(results);
    }
    ClusterUnavailable first = failures.removeFirst();
    failures.forEach(first::addSuppressed);
    throw first;
  }

  private List<RolloutResult> carryOut(RolloutPlan plan, RolloutTarget target, int attempt) {
    if (plan.patch().isEmpty()) {
      return plan.results(Reason.ALREADY_PINNED, "");
    }
    return switch (deployments.patch(plan.workload(), plan.patch())) {
      case PatchResult.Patched _ -> started(plan);
      case PatchResult.Gone _ -> gone(plan);
      case PatchResult.Forbidden(String message) ->
          plan.results(
              Reason.ROLLOUT_FORBIDDEN,
              "the API server said: "
                  + message
                  + "; Tagfast needs the verb patch on Deployments (knative/base/rbac.yaml) and the"
                  + " consent of every admission rule");
      case PatchResult.Rejected(String message) -> invalid(plan, message);
      case PatchResult.Conflict _ -> retry(plan, target, attempt, Optional.empty());
      case PatchResult.Unprocessable(String message) -> retry(plan, target, attempt, Optional.of(message));
    };
  }

  /**
   * Reads the workload again and makes a new plan.
   *
   * @param refusal the API server's message if the patch itself may be invalid; empty after a conflict
   */
  private List<RolloutResult> retry(
      RolloutPlan plan, RolloutTarget target, int attempt, Optional<String> refusal) {
    if (attempt == MAX_ATTEMPTS) {
      return plan.results(
          Reason.ROLLOUT_CONFLICT,
          "others changed the workload during each of "
              + MAX_ATTEMPTS
              + " tries; the next reconcile tries again");
    }
    pause.accept(attempt);
    return switch (deployments.read(plan.workload())) {
      case ReadResult.Gone _ -> gone(plan);
      case ReadResult.NotSubscribed _ -> List.of();
      case ReadResult.Subscribed(Subscriber fresh) -> {
        if (plan.isDoneIn(fresh)) {
          yield started(plan);
        }
        RolloutPlan next = target.plan(fresh);
        // The new plan has the same patch, so its tests hold: the patch itself is invalid.
        yield refusal.isPresent() && next.patch().equals(plan.patch())
            ? invalid(plan, refusal.get())
            : carryOut(next, target, attempt + 1);
      }
    };
  }

  private static List<RolloutResult> started(RolloutPlan plan) {
    return plan.results(Reason.ROLLOUT_STARTED, "");
  }

  private static List<RolloutResult> invalid(RolloutPlan plan, String message) {
    return plan.results(Reason.ROLLOUT_INVALID, "the API server said: " + message);
  }

  private static List<RolloutResult> gone(RolloutPlan plan) {
    return plan.results(Reason.WORKLOAD_GONE, "the workload was deleted meanwhile");
  }

  /**
   * Waits a random time of up to 50 ms per attempt, so that two instances in conflict do not meet again.
   */
  private static void pause(int attempt) {
    LockSupport.parkNanos(
        TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(50L * attempt)));
  }

  private record RolloutTarget(TagKey key, Digest to, Cause cause, Instant now) {
    RolloutPlan plan(Subscriber subscriber) {
      return RolloutPlan.of(subscriber, key, to, cause, now);
    }
  }
}
