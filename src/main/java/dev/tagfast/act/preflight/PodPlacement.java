package dev.tagfast.act.preflight;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * On which nodes the pods of a workload may run, and by which Secrets their images are pulled.
 *
 * @param nodeSelector labels that a node must have
 * @param terms of the required node affinity: a node must meet all expressions of one of them;
 *     empty: every node will do
 * @param pullSecrets names of the pod's own {@code imagePullSecrets}
 * @param serviceAccount the pod's, whose {@code imagePullSecrets} count where the pod has none
 */
public record PodPlacement(
    Map<String, String> nodeSelector,
    List<List<NodeRequirement>> terms,
    List<String> pullSecrets,
    String serviceAccount) {
  /** Copies the collections. */
  public PodPlacement {
    nodeSelector = Map.copyOf(nodeSelector);
    terms = terms.stream().map(List::copyOf).toList();
    pullSecrets = List.copyOf(pullSecrets);
  }

  /** Reads the specification of pods as the API server sends it. What is missing is empty. */
  public static PodPlacement of(Map<?, ?> spec) {
    Map<?, ?> required =
        member(
            member(member(spec, "affinity"), "nodeAffinity"),
            "requiredDuringSchedulingIgnoredDuringExecution");
    String account = text(spec, "serviceAccountName");
    return new PodPlacement(
        texts(member(spec, "nodeSelector")),
        members(required, "nodeSelectorTerms").stream()
            .map(
                term ->
                    members(term, "matchExpressions").stream()
                        .map(PodPlacement::requirement)
                        .toList())
            .toList(),
        members(spec, "imagePullSecrets").stream().map(each -> text(each, "name")).toList(),
        account.isEmpty() ? "default" : account);
  }

  private static NodeRequirement requirement(Map<?, ?> expression) {
    List<String> values =
        expression.get("values") instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.of();
    return new NodeRequirement(text(expression, "key"), text(expression, "operator"), values);
  }

  /** Whether they may run there. A tainted node counts as one where they may not. */
  boolean mayUse(NodeFacts node) {
    return !node.tainted()
        && node.labels().entrySet().containsAll(nodeSelector.entrySet())
        && (terms.isEmpty()
            || terms.stream()
                .filter(term -> !term.isEmpty())
                .anyMatch(term -> term.stream().allMatch(one -> one.isMetBy(node.labels()))));
  }

  private static Map<?, ?> member(Map<?, ?> object, String name) {
    return object.get(name) instanceof Map<?, ?> member ? member : Map.of();
  }

  private static List<Map<?, ?>> members(Map<?, ?> object, String name) {
    return object.get(name) instanceof List<?> list
        ? list.stream()
            .<Map<?, ?>>map(each -> each instanceof Map<?, ?> member ? member : Map.of())
            .toList()
        : List.of();
  }

  private static String text(Map<?, ?> object, String name) {
    return object.get(name) instanceof String text ? text : "";
  }

  private static Map<String, String> texts(Map<?, ?> object) {
    return object.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                entry -> String.valueOf(entry.getKey()),
                entry -> String.valueOf(entry.getValue())));
  }
}
