package dev.tagfast.act.kubernetes;

import dev.tagfast.act.kubernetes.KubernetesLists.Place;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscribers;
import dev.tagfast.breaker.RememberedForAWhile;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.image.TagKey;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Finds the workloads with the label {@code tagfast.dev/subscribe=true}. It lists them each time: a
 * function that scales to zero would have to fill a cache first.
 */
@ApplicationScoped
class KubernetesSubscribers implements Subscribers {
  private static final Logger LOG = Logger.getLogger(KubernetesSubscribers.class);
  private static final Duration SAID_AGAIN_AFTER = Duration.ofMinutes(1);

  /** A CRD that is installed later is noticed after that time. */
  private static final Duration MISSING_FOR = Duration.ofMinutes(5);

  private final List<KubernetesKind> kinds;
  private final List<Optional<String>> namespaces;
  private final KubernetesLists lists;
  private final RememberedForAWhile<KubernetesKind> missing;
  private final RememberedForAWhile<Place> said;
  private final KubernetesRolloutLimit limit;

  KubernetesSubscribers(
      KubernetesWorkloads workloads,
      KubernetesRolloutLimit limit,
      Settings settings,
      InstantSource clock) {
    this.limit = limit;
    kinds = KubernetesKindSetting.kinds(settings);
    namespaces =
        settings
            .namespaces()
            .map(names -> names.stream().distinct().map(Optional::of).toList())
            .orElse(List.of(Optional.empty()));
    lists = new KubernetesLists(place -> workloads.list(place.kind(), place.namespace()));
    missing = new RememberedForAWhile<>(MISSING_FOR, clock);
    said = new RememberedForAWhile<>(SAID_AGAIN_AFTER, clock);
  }

  @Override
  public List<Subscriber> following(TagKey key) {
    return all().stream().filter(subscriber -> !subscriber.following(key).isEmpty()).toList();
  }

  @Override
  public List<Subscriber> all() {
    List<Place> places =
        namespaces.stream()
            .flatMap(
                namespace ->
                    kinds.stream()
                        .filter(kind -> !missing.contains(kind))
                        .map(kind -> new Place(kind, namespace)))
            .toList();
    long before = limit.beforeList();
    List<ListResult> results = lists.of(places);
    List<Subscriber> subscribers = new ArrayList<>();
    List<Forbidden> forbidden = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      switch (results.get(i)) {
        case ListResult.Listed(List<Subscriber> found) -> subscribers.addAll(found);
        case ListResult.NoSuchKind _ -> missing.add(places.get(i).kind());
        case ListResult.Forbidden(ClusterUnavailable failure) ->
            forbidden.add(new Forbidden(places.get(i), failure));
      }
    }
    judge(forbidden, places);
    limit.listed(before, subscribers);
    return List.copyOf(subscribers);
  }

  /**
   * A kind that an overlay leaves out stops nothing. Where every kind of a namespace is forbidden,
   * roles are missing, and the workloads there must not look as if nobody followed a tag.
   */
  private void judge(List<Forbidden> forbidden, List<Place> places) {
    for (Optional<String> namespace : namespaces) {
      List<Forbidden> here =
          forbidden.stream().filter(one -> one.place().namespace().equals(namespace)).toList();
      long asked =
          places.stream()
              .filter(place -> place.namespace().equals(namespace))
              .filter(place -> !missing.contains(place.kind()))
              .count();
      if (!here.isEmpty() && here.size() == asked) {
        throw here.getFirst().failure();
      }
    }
    forbidden.stream()
        .filter(one -> said.add(one.place()))
        .forEach(
            one ->
                LOG.warnf(
                    "%s; or name the kinds to follow in tagfast.workloads. Until then no other"
                        + " workload waits for these (said once a minute)",
                    one.failure().getMessage()));
  }

  private record Forbidden(Place place, ClusterUnavailable failure) {}
}
