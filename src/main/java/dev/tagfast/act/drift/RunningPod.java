package dev.tagfast.act.drift;

import dev.tagfast.act.progress.PodHealth;
import dev.tagfast.image.Digest;
import java.util.Map;
import java.util.Optional;

/**
 * A pod as the kubelet reports it: what drift is found by, without the Kubernetes object.
 *
 * @param name its name
 * @param node the node that it is on
 * @param owner the kind and name of its controller, e.g. {@code ReplicaSet/dinner-5d9c}; empty: it
 *     has none
 * @param revision the label by which controllers tell revisions apart; empty: none
 * @param runs the digest that each container runs, by its name; a container whose image has no
 *     repository digest is not here
 * @param health how it does
 */
public record RunningPod(
    String name,
    String node,
    Optional<Owner> owner,
    Optional<String> revision,
    Map<String, Digest> runs,
    PodHealth health) {
  /** One of which only what it runs is known. */
  public RunningPod(
      String name,
      String node,
      Optional<Owner> owner,
      Optional<String> revision,
      Map<String, Digest> runs) {
    this(name, node, owner, revision, runs, PodHealth.UNKNOWN);
  }

  /** Copies the map. */
  public RunningPod {
    runs = Map.copyOf(runs);
  }

  /** The controller of a pod. */
  public record Owner(String kind, String name) {
    @Override
    public String toString() {
      return kind + "/" + name;
    }
  }
}
