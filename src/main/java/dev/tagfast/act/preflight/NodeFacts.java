package dev.tagfast.act.preflight;

import java.util.Map;
import java.util.Optional;

/**
 * A node of the cluster.
 *
 * @param labels its labels; the kubelet sets {@code kubernetes.io/os} and {@code
 *     kubernetes.io/arch}
 * @param tainted whether it takes no pods but those that tolerate it
 */
public record NodeFacts(String name, Map<String, String> labels, boolean tainted) {
  static final String OS = "kubernetes.io/os";
  static final String ARCH = "kubernetes.io/arch";

  /** Copies the map. */
  public NodeFacts {
    labels = Map.copyOf(labels);
  }

  /** Operating system and architecture, as {@code linux/arm64}; empty: its kubelet says neither. */
  Optional<String> platform() {
    return Optional.ofNullable(labels.get(OS))
        .flatMap(os -> Optional.ofNullable(labels.get(ARCH)).map(arch -> os + "/" + arch));
  }
}
