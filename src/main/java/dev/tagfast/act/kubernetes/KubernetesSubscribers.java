package dev.tagfast.act.kubernetes;

import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscribers;
import dev.tagfast.image.TagKey;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Finds the Deployments with the label {@code tagfast.dev/subscribe=true}. It lists them each time:
 * a function that scales to zero would have to fill a cache first.
 */
@ApplicationScoped
class KubernetesSubscribers implements Subscribers {
  private final KubernetesDeployments deployments;
  private final List<String> namespaces;

  KubernetesSubscribers(KubernetesDeployments deployments, Settings settings) {
    this.deployments = deployments;
    this.namespaces = settings.namespaces().orElse(List.of());
  }

  @Override
  public List<Subscriber> following(TagKey key) {
    return all().stream().filter(subscriber -> !subscriber.following(key).isEmpty()).toList();
  }

  @Override
  public List<Subscriber> all() {
    return namespaces.isEmpty()
        ? deployments.subscribed()
        : namespaces.stream()
            .distinct()
            .map(deployments::subscribed)
            .flatMap(List::stream)
            .toList();
  }
}
