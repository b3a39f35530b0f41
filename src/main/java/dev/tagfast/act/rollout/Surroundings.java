package dev.tagfast.act.rollout;

import dev.tagfast.act.preflight.PreflightStop;
import dev.tagfast.connection.ClusterUnavailable;
import java.util.Map;
import java.util.Optional;

/**
 * What a plan must know besides the workload. It is asked only where a workload would be patched.
 */
public interface Surroundings {
  /** Nothing is known, and nothing stands in the way. */
  Surroundings NONE =
      new Surroundings() {
        @Override
        public Map<String, String> annotationsOf(String namespace) {
          return Map.of();
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
      };

  /**
   * The annotations of a namespace; empty also where Tagfast may not read them. Throws {@link
   * ClusterUnavailable} where they could not be asked for: then they may hold the workload.
   */
  Map<String, String> annotationsOf(String namespace);

  /** Why no rollout of this workload may begin now, for people; empty: one may. */
  Optional<String> limit(Workload workload);

  /** Why pods of it could not start with the target's image; empty: nothing is known. */
  Optional<PreflightStop> preflight(
      Subscriber subscriber, Subscriber.FollowingContainer container, RolloutTarget target);

  /** A rollout of this workload began: it counts for the limit of the next ones. */
  void began(Workload workload);
}
