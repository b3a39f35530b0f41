package dev.tagfast.act.kubernetes;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Who owns the image fields of a workload, read from {@code metadata.managedFields}: the API server
 * gives a field to whoever changed its value last.
 *
 * @param ofContainer the managers by {@code containers/<name>} or {@code initContainers/<name>}
 */
record KubernetesFieldManagers(Map<String, List<String>> ofContainer) {
  /** Our own name as a field manager. */
  static final String OURS = "tagfast";

  // Where more than ten have updated an object, the API server puts the oldest together as this.
  private static final String ANCIENT = "ancient-changes";

  private static final String MEMBER = "k:{\"name\":\"";

  /** Reads them; nobody where the API server tells nothing. */
  static KubernetesFieldManagers of(ObjectMeta metadata) {
    Map<String, List<String>> owners = new LinkedHashMap<>();
    List<ManagedFieldsEntry> entries =
        Objects.requireNonNullElse(metadata.getManagedFields(), List.of());
    for (ManagedFieldsEntry entry : entries) {
      FieldsV1 fields = entry.getFieldsV1();
      if (entry.getManager() == null || fields == null) {
        continue;
      }
      Map<?, ?> pod =
          member(
              member(member(fields.getAdditionalProperties(), "f:spec"), "f:template"), "f:spec");
      for (String list : List.of("initContainers", "containers")) {
        member(pod, "f:" + list)
            .forEach(
                (container, owned) -> {
                  if (owned instanceof Map<?, ?> fieldsOfIt && fieldsOfIt.containsKey("f:image")) {
                    owners
                        .computeIfAbsent(list + "/" + name(container), _ -> new ArrayList<>())
                        .add(entry.getManager());
                  }
                });
      }
    }
    return new KubernetesFieldManagers(owners);
  }

  /** All that own an image. */
  List<String> ofImages() {
    return ofContainer.values().stream().flatMap(List::stream).distinct().toList();
  }

  /** Whether the image is somebody's, and not ours. */
  boolean takenOver(String list, String container) {
    List<String> owners = ofContainer.getOrDefault(list + "/" + container, List.of());
    return !owners.isEmpty() && !owners.contains(OURS) && !owners.contains(ANCIENT);
  }

  private static Map<?, ?> member(Map<?, ?> object, String name) {
    return object.get(name) instanceof Map<?, ?> member ? member : Map.of();
  }

  /** {@code app} of {@code k:{"name":"app"}}. */
  private static String name(Object container) {
    String key = container.toString();
    return key.startsWith(MEMBER) && key.endsWith("\"}")
        ? key.substring(MEMBER.length(), key.length() - 2)
        : key;
  }
}
