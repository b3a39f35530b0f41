package dev.tagfast.model.world;

import dev.tagfast.act.rollout.RolloutPlan;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.RolloutTarget;
import dev.tagfast.act.rollout.Rollouts;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscribers;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import dev.tagfast.model.history.ModelTag;
import dev.tagfast.model.history.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The workloads of an API server. They are patched by the real plans, each patch one request. */
final class ModelCluster implements Subscribers, Rollouts {
  private static final int MOST_TRIES = 3;

  private final Wire wire;
  private final ModelRegistry registry;
  private final EffectChecks checks;
  private final Map<String, ModelWorkload> workloads = new LinkedHashMap<>();

  ModelCluster(Wire wire, ModelRegistry registry, EffectChecks checks) {
    this.wire = wire;
    this.registry = registry;
    this.checks = checks;
  }

  /** A person applies a workload with this digest, or with the plain tag. */
  void apply(ModelTag tag, int number, Optional<Digest> digest) {
    workloads
        .computeIfAbsent(tag + "-" + number, _ -> new ModelWorkload(tag, number))
        .write(digest);
  }

  Collection<ModelWorkload> workloads() {
    return workloads.values();
  }

  List<ModelWorkload> workloads(ModelTag tag) {
    return workloads.values().stream().filter(each -> each.tag() == tag).toList();
  }

  @Override
  public List<Subscriber> following(TagKey key) {
    return ask(() -> workloads(ModelTag.of(key)).stream().map(ModelWorkload::read).toList());
  }

  @Override
  public List<Subscriber> all() {
    return ask(() -> workloads.values().stream().map(ModelWorkload::read).toList());
  }

  @Override
  public List<RolloutResult> bring(
      List<Subscriber> subscribers,
      TagKey key,
      RolloutTarget to,
      Supplier<Optional<RolloutTarget>> latest,
      Cause cause,
      boolean observe) {
    List<RolloutResult> results = new ArrayList<>();
    for (Subscriber subscriber : subscribers) {
      results.addAll(bring(subscriber, key, to, latest, cause, observe, 1));
    }
    return results;
  }

  private List<RolloutResult> bring(
      Subscriber subscriber,
      TagKey key,
      RolloutTarget to,
      Supplier<Optional<RolloutTarget>> latest,
      Cause cause,
      boolean observe,
      int attempt) {
    RolloutPlan plan =
        RolloutPlan.of(
            subscriber, key, to, cause, wire.frames().element().instance().clock().instant());
    if (observe) {
      return plan.results(Reason.OBSERVE_ONLY, "");
    }
    if (plan.patch().isEmpty()) {
      return plan.results(Reason.ALREADY_PINNED, "");
    }
    ModelWorkload workload = workloads.get(subscriber.workload().name());
    boolean patched =
        ask(
            () -> {
              EffectChecks.Rollout rollout =
                  new EffectChecks.Rollout(
                      workload.tag(),
                      workload.name().name(),
                      to.digest(),
                      workload.isHeld(),
                      workload.hasLostItsDigest(),
                      registry.has(to.digest()));
              boolean done = workload.patch(plan.patch());
              if (done) {
                checks.rolledOut(rollout);
              }
              return done;
            });
    if (patched) {
      return plan.results(Reason.ROLLOUT_STARTED, "");
    }
    if (attempt == MOST_TRIES) {
      return plan.results(Reason.ROLLOUT_CONFLICT, "");
    }
    Subscriber fresh = ask(workload::read);
    return latest
        .get()
        .map(now -> bring(fresh, key, now, latest, cause, false, attempt + 1))
        .orElse(List.of());
  }

  private <T> T ask(Supplier<T> work) {
    return wire.request(Service.API_SERVER, work, unavailable());
  }

  private static <T> Function<String, T> unavailable() {
    return why -> {
      throw new ClusterUnavailable(why, new IllegalStateException(why));
    };
  }
}
