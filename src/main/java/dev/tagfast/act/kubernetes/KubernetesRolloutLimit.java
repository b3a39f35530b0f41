package dev.tagfast.act.kubernetes;

import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Bounds how many rollouts go on at once. It counts the workloads that the last list of subscribers
 * showed in progress and those that this process began since, so it costs no request. What other
 * processes begin counts from the next list on: several of them may exceed the bound for a moment.
 */
@ApplicationScoped
class KubernetesRolloutLimit {
  private final Optional<Integer> inAll;
  private final Optional<Integer> perNamespace;
  private final AtomicLong steps = new AtomicLong();

  /** What goes on, and after which step it was known. */
  private final Map<Workload, Long> going = new ConcurrentHashMap<>();

  KubernetesRolloutLimit(Settings settings) {
    inAll = settings.rollouts().atMost();
    perNamespace = settings.rollouts().atMostPerNamespace();
  }

  /** To be called before subscribers are listed: what begins from now on is not in the list. */
  long beforeList() {
    return steps.incrementAndGet();
  }

  /** All subscribers as listed after {@code before}. */
  void listed(long before, List<Subscriber> all) {
    if (inAll.isEmpty() && perNamespace.isEmpty()) {
      return; // Nobody asks.
    }
    going.values().removeIf(step -> step < before);
    all.stream()
        .filter(subscriber -> subscriber.progress().goesOn())
        .forEach(subscriber -> going.putIfAbsent(subscriber.workload(), before));
  }

  /** A rollout was started here. */
  void began(Workload workload) {
    if (inAll.isEmpty() && perNamespace.isEmpty()) {
      return;
    }
    going.put(workload, steps.incrementAndGet());
  }

  /** Why no rollout of this workload may begin now, for people; empty: one may. */
  Optional<String> standsInTheWayOf(Workload workload) {
    // Its own rollout is replaced, not joined by another one.
    List<Workload> others =
        going.keySet().stream().filter(other -> !other.equals(workload)).toList();
    long here =
        others.stream().filter(other -> other.namespace().equals(workload.namespace())).count();
    return Stream.of(
            reached(perNamespace, here, "namespace " + workload.namespace()),
            reached(inAll, others.size(), "all namespaces"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> reached(Optional<Integer> most, long now, String where) {
    return most.stream()
        .filter(bound -> now >= bound)
        .map(
            bound ->
                "%d of at most %d rollouts of %s go on. It begins at the next look after one of them has ended."
                    .formatted(now, bound, where))
        .findFirst();
  }
}
