package dev.tagfast.act.kubernetes;

import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscribers;
import dev.tagfast.image.TagKey;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Finds the workloads with the label {@code tagfast.dev/subscribe=true}. It lists them each time: a
 * function that scales to zero would have to fill a cache first.
 */
@ApplicationScoped
class KubernetesSubscribers implements Subscribers {
  private final KubernetesWorkloads workloads;
  private final List<String> namespaces;

  KubernetesSubscribers(KubernetesWorkloads workloads, Settings settings) {
    this.workloads = workloads;
    this.namespaces = settings.namespaces().orElse(List.of());
  }

  @Override
  public List<Subscriber> following(TagKey key) {
    return all().stream().filter(subscriber -> !subscriber.following(key).isEmpty()).toList();
  }

  @Override
  public List<Subscriber> all() {
    List<Optional<String>> places =
        namespaces.isEmpty()
            ? List.of(Optional.empty())
            : namespaces.stream().distinct().map(Optional::of).toList();
    return places.stream()
        .flatMap(place -> workloads.subscribed(KubernetesKind.DEPLOYMENT, place).stream())
        .toList();
  }
}
