package dev.tagfast.act.drift;

import java.util.List;

/** Lists the pods of the cluster. */
public interface RunningPods {
  /**
   * The pods of a namespace that are not being deleted.
   *
   * @return empty: there are none, or Tagfast may not list them
   * @throws dev.tagfast.act.rollout.ClusterUnavailable if the API server does not answer
   */
  List<RunningPod> in(String namespace);
}
