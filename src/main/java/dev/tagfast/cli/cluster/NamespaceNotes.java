package dev.tagfast.cli.cluster;

import dev.tagfast.act.preflight.PreflightStop;
import dev.tagfast.act.rollout.RolloutTarget;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Surroundings;
import dev.tagfast.act.rollout.Workload;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is around workloads, as far as the person may read it: the brakes on their namespaces. The
 * cap and the checks before a rollout are Tagfast's settings, which are not known here.
 */
public final class NamespaceNotes implements Surroundings {
  private final ApiServer api;
  private final Consumer<String> warn;
  private final Map<String, Map<String, String>> known = new HashMap<>();

  /**
   * @param warn is told once of each namespace that the person may not read
   */
  public NamespaceNotes(ApiServer api, Consumer<String> warn) {
    this.api = api;
    this.warn = warn;
  }

  @Override
  public Map<String, String> annotationsOf(String namespace) {
    return known.computeIfAbsent(namespace, this::read);
  }

  private Map<String, String> read(String namespace) {
    Map<String, String> annotations = new HashMap<>();
    try {
      api.find(ApiPath.list("", "v1", "namespaces").named(namespace))
          .ifPresent(
              found ->
                  found
                      .at("/metadata/annotations")
                      .fields()
                      .forEachRemaining(
                          field -> annotations.put(field.getKey(), field.getValue().asText())));
    } catch (ApiFailure e) {
      if (!e.isForbidden()) {
        throw e;
      }
      warn.accept("Brakes on namespace %s are not shown. %s".formatted(namespace, e.getMessage()));
    }
    return Map.copyOf(annotations);
  }

  @Override
  public Optional<String> limit(Workload workload) {
    return Optional.empty();
  }

  @Override
  public Optional<PreflightStop> preflight(
      Subscriber subscriber, Subscriber.FollowingContainer container, RolloutTarget target) {
    return Optional.empty();
  }

  @Override
  public void began(Workload workload) {}
}
