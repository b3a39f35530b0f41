package dev.tagfast.act.drift;

import dev.tagfast.act.progress.PodHealth;
import java.util.List;
import java.util.Optional;

/** Lists the pods of the cluster. */
public interface RunningPods {
  /**
   * The pods of a namespace that are not being deleted.
   *
   * @return empty: there are none, or Tagfast may not list them
   * @throws dev.tagfast.connection.ClusterUnavailable if the API server does not answer
   */
  List<RunningPod> in(String namespace);

  /**
   * Deletes a pod, if it is still the one that was read.
   *
   * @return why not, a sentence for people; empty: it is deleted, or was gone
   */
  default Optional<String> delete(String namespace, PodHealth pod) {
    return Optional.of("This installation deletes no pods.");
  }
}
