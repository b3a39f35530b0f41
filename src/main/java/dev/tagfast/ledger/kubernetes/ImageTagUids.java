package dev.tagfast.ledger.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The uids of the {@code ImageTag}s that this process read or created last, at most 1000. {@code
 * kubectl describe} finds Events by uid. The writer of an Event about a tag that was just recorded
 * need not ask for it again.
 */
@ApplicationScoped
public class ImageTagUids {
  private static final int MOST = 1_000;

  private final Map<String, String> byName =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  /** The uid of the object with this name; empty: not seen lately. */
  public synchronized Optional<String> of(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  synchronized GenericKubernetesResource remember(GenericKubernetesResource tag) {
    byName.remove(tag.getMetadata().getName());
    byName.put(tag.getMetadata().getName(), tag.getMetadata().getUid());
    return tag;
  }
}
