package dev.tagfast.act.kubernetes;

import dev.tagfast.act.kubernetes.KubernetesWorkloads.ReadResult;
import dev.tagfast.act.patch.PatchOperation;
import dev.tagfast.act.rollout.FieldConflict;
import dev.tagfast.act.rollout.RolloutPlan;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.RolloutTarget;
import dev.tagfast.act.rollout.Rollouts;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Surroundings;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Sentence;
import dev.tagfast.image.TagKey;
import dev.tagfast.image.UntrustedText;
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
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Rollouts of workloads: one PATCH each where nobody else is at work, and otherwise read again,
 * planned again, within a bound. A patch is never repeated with an old plan.
 */
@ApplicationScoped
class KubernetesRollouts implements Rollouts {
  private static final Logger LOG = Logger.getLogger(KubernetesRollouts.class);
  private static final int MOST_TRIES = 5;
  private static final int LONGEST_FIELD = 200;

  private final KubernetesWorkloads workloads;
  private final Surroundings surroundings;
  private final InstantSource clock;
  private final IntConsumer pause;

  @Inject
  KubernetesRollouts(
      KubernetesWorkloads workloads, Surroundings surroundings, InstantSource clock) {
    this(workloads, surroundings, clock, KubernetesRollouts::pause);
  }

  /**
   * @param pause waits after the given try, from 1, and before the workload is read again
   */
  KubernetesRollouts(
      KubernetesWorkloads workloads,
      Surroundings surroundings,
      InstantSource clock,
      IntConsumer pause) {
    this.workloads = workloads;
    this.surroundings = surroundings;
    this.clock = clock;
    this.pause = pause;
  }

  @Override
  public List<RolloutResult> bring(
      List<Subscriber> subscribers,
      TagKey key,
      RolloutTarget to,
      Supplier<Optional<RolloutTarget>> latest,
      Cause cause,
      boolean observeOnly) {
    Aim aim = new Aim(key, to, latest, cause, surroundings, clock.instant());
    List<RolloutResult> results = new ArrayList<>();
    List<ClusterUnavailable> failures = new ArrayList<>();
    for (Subscriber subscriber : subscribers) {
      try {
        RolloutPlan plan = aim.plan(subscriber);
        results.addAll(
            observeOnly
                ? plan.withoutProposal()
                    .results(
                        Reason.OBSERVE_ONLY,
                        "It would be pinned to " + to.digest().abbreviated() + ".")
                : carryOut(subscriber, plan, aim, 1));
      } catch (ClusterUnavailable e) {
        // The others need not wait for the one that fails, unless nobody answers any more.
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

  private List<RolloutResult> carryOut(
      Subscriber subscriber, RolloutPlan plan, Aim aim, int attempt) {
    if (!plan.changesImages()) {
      mark(plan, plan.marks());
      return plan.results(Reason.ALREADY_PINNED, "");
    }
    PatchResult result =
        plan.apply()
            .map(apply -> workloads.apply(plan.workload(), apply))
            .orElseGet(() -> workloads.patch(plan.workload(), plan.patch()));
    return switch (result) {
      case PatchResult.Patched _ -> {
        mark(plan, plan.marks());
        yield started(plan);
      }
      case PatchResult.Owned(List<FieldConflict> conflicts) ->
          refused(subscriber, plan, Reason.IMAGE_FIELD_OWNED, owned(conflicts));
      case PatchResult.Gone _ -> gone(plan);
      case PatchResult.Forbidden(String said) ->
          refused(
              subscriber,
              plan,
              Reason.ROLLOUT_FORBIDDEN,
              said(said)
                  + " Tagfast needs the verb patch on "
                  + KubernetesKind.of(plan.workload()).title()
                  + " (knative/base/rbac.yaml) and the consent of every admission rule.");
      case PatchResult.Denied(String said) ->
          refused(
              subscriber,
              plan,
              Reason.ROLLOUT_FORBIDDEN,
              "An admission policy refuses it. " + said(said));
      case PatchResult.Failed(String said) ->
          plan.results(
              Reason.ROLLOUT_FAILED,
              "The API server failed. " + said(said) + " The next reconcile tries again.");
      case PatchResult.Rejected(String said) -> invalid(subscriber, plan, said);
      case PatchResult.Conflict _ -> again(subscriber, plan, aim, attempt, Optional.empty());
      case PatchResult.Unprocessable(String said) ->
          again(subscriber, plan, aim, attempt, Optional.of(said));
    };
  }

  private List<RolloutResult> refused(
      Subscriber subscriber, RolloutPlan plan, Reason reason, String detail) {
    mark(plan, plan.refusalMarks(subscriber, reason, detail));
    return plan.results(reason, detail);
  }

  /** Marks are for people: what prevents them prevents nothing else. */
  private void mark(RolloutPlan plan, List<PatchOperation> marks) {
    if (marks.isEmpty()) {
      return;
    }
    try {
      if (!(workloads.patch(plan.workload(), marks) instanceof PatchResult.Patched)) {
        LOG.debugf("%s does not say that it is held: its marks were refused", plan.workload());
      }
    } catch (ClusterUnavailable e) {
      LOG.debugf(e, "%s does not say that it is held", plan.workload());
    }
  }

  /**
   * @param complaint what is wrong with the patch if it was not that the workload changed
   */
  private List<RolloutResult> again(
      Subscriber before, RolloutPlan plan, Aim aim, int attempt, Optional<String> complaint) {
    if (attempt == MOST_TRIES) {
      return plan.results(
          Reason.ROLLOUT_CONFLICT,
          "Others changed the workload during each of "
              + MOST_TRIES
              + " tries. The next reconcile tries again.");
    }
    pause.accept(attempt);
    return switch (workloads.read(plan.workload())) {
      case ReadResult.Gone _ -> gone(plan);
      case ReadResult.NotSubscribed _ -> List.of();
      case ReadResult.Subscribed(Subscriber read) -> {
        Subscriber fresh = read.aimedLike(before);
        if (plan.isDoneIn(fresh)) {
          yield started(plan);
        }
        Optional<Aim> now = aim.now();
        if (now.isEmpty()) {
          yield List.of();
        }
        RolloutPlan next = now.get().plan(fresh);
        // All tests of the patch hold, and yet it is refused.
        yield complaint.isPresent() && next.sendsTheSameAs(plan)
            ? invalid(fresh, plan, complaint.get())
            : carryOut(fresh, next, now.get(), attempt + 1);
      }
    };
  }

  private static String owned(List<FieldConflict> conflicts) {
    FieldConflict first =
        conflicts.stream().filter(conflict -> !conflict.mayBeTaken()).findFirst().orElseThrow();
    return "The field manager %s owns %s, and server-side apply leaves it to that one. Have it let go of the field, or write patch into the annotation tagfast.dev/gitops."
        .formatted(first.manager(), UntrustedText.clean(first.field(), LONGEST_FIELD));
  }

  private List<RolloutResult> started(RolloutPlan plan) {
    surroundings.began(plan.workload());
    return plan.results(Reason.ROLLOUT_STARTED, plan.caveat());
  }

  private List<RolloutResult> invalid(Subscriber subscriber, RolloutPlan plan, String said) {
    return refused(subscriber, plan, Reason.ROLLOUT_INVALID, said(said));
  }

  private static String said(String words) {
    return Sentence.of("The API server said: " + words);
  }

  private static List<RolloutResult> gone(RolloutPlan plan) {
    return plan.results(Reason.WORKLOAD_GONE, "The workload was deleted meanwhile.");
  }

  /** Up to 50 ms per try so far: two instances that met must not meet again. */
  private static void pause(int attempt) {
    LockSupport.parkNanos(
        TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(50L * attempt)));
  }

  private record Aim(
      TagKey key,
      RolloutTarget to,
      Supplier<Optional<RolloutTarget>> latest,
      Cause cause,
      Surroundings surroundings,
      Instant at) {
    /** The aim by now; empty: the tag has no accepted digest any more. */
    Optional<Aim> now() {
      return latest.get().map(target -> new Aim(key, target, latest, cause, surroundings, at));
    }

    RolloutPlan plan(Subscriber subscriber) {
      return RolloutPlan.of(subscriber, key, to, surroundings, cause, at);
    }
  }
}
