package dev.tagfast.cli.cluster;

import dev.tagfast.act.kubernetes.KubernetesObjects;
import dev.tagfast.act.kubernetes.KubernetesObjects.WorkloadKind;
import dev.tagfast.image.UntrustedText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A workload as a person types it: {@code deployment/drinks}, or with its namespace {@code
 * deployment/kitchen/drinks}, as Tagfast prints it.
 *
 * @param namespace empty: that of the context
 */
public record WorkloadName(WorkloadKind kind, Optional<String> namespace, String name) {
  private static final Map<String, String> SHORT =
      Map.of(
          "deploy",
          "deployments",
          "sts",
          "statefulsets",
          "ds",
          "daemonsets",
          "cj",
          "cronjobs",
          "ksvc",
          "services",
          "kservice",
          "services");

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is none; the message says how to write it
   */
  public static WorkloadName parse(String typed) {
    List<String> parts = List.of(typed.split("/", -1));
    if (parts.size() < 2 || parts.size() > 3 || parts.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException(
          UntrustedText.quoted(typed, 80)
              + " is no workload: write deployment/NAME, or deployment/NAMESPACE/NAME");
    }
    return new WorkloadName(
        kind(parts.getFirst()),
        parts.size() == 3 ? Optional.of(parts.get(1)) : Optional.empty(),
        parts.getLast());
  }

  private static WorkloadKind kind(String typed) {
    String word = typed.toLowerCase(Locale.ROOT);
    String resource = word.indexOf('.') < 0 ? word : word.substring(0, word.indexOf('.'));
    return KubernetesObjects.kinds().stream()
        .filter(
            kind ->
                kind.plural().equals(SHORT.getOrDefault(resource, resource))
                    || kind.kind().equalsIgnoreCase(resource))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    UntrustedText.quoted(typed, 80)
                        + " is no kind that can follow tags; these are: "
                        + KubernetesObjects.kinds().stream()
                            .map(kind -> kind.kind().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))));
  }

  @Override
  public String toString() {
    return kind.kind().toLowerCase(Locale.ROOT)
        + "/"
        + namespace.map(where -> where + "/").orElse("")
        + name;
  }
}
