package dev.tagfast.act.rollout;

import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.image.TagKey;
import java.util.List;

/**
 * The workloads that follow tags. Throws {@link ClusterUnavailable} where they could not be listed.
 */
public interface Subscribers {
  /** Those with at least one container that follows this tag: one list request. */
  List<Subscriber> following(TagKey key);

  /** All of them: for reconcile. */
  List<Subscriber> all();
}
