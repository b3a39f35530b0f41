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
 * The managers of a workload's image fields, read from {@code metadata.managedFields}. The API
 * server assigns a field to the manager that changed its value last.
 *
 * @param ofContainer the managers, by {@code containers/<name>} or {@code initContainers/<name>}
 */
record KubernetesFieldManagers(Map<String, List<String>> ofContainer) {
  /** Tagfast's name as a field manager. */
  static final String OURS = "tagfast";

  // If more than ten managers have updated an object, the API server merges the oldest under this
  // name.
  private static final String MERGED_MANAGERS = "ancient-changes";

  private static final String NAME_KEY_PREFIX = "k:{\"name\":\"";

  /** Reads the managers; none if the API server sends no managed fields. */
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

  /** The managers of all images. */
  List<String> ofImages() {
    return ofContainer.values().stream().flatMap(List::stream).distinct().toList();
  }

  /** Whether the image has managers and Tagfast is not one of them. */
  boolean isManagedByOthers(String list, String container) {
    List<String> owners = ofContainer.getOrDefault(list + "/" + container, List.of());
    return !owners.isEmpty() && !owners.contains(OURS) && !owners.contains(MERGED_MANAGERS);
  }

  private static Map<?, ?> member(Map<?, ?> object, String name) {
    return object.get(name) instanceof Map<?, ?> member ? member : Map.of();
  }

  /** The container's name in a list key: {@code app} in {@code k:{"name":"app"}}. */
  private static String name(Object container) {
    String key = container.toString();
    return key.startsWith(NAME_KEY_PREFIX) && key.endsWith("\"}")
        ? key.substring(NAME_KEY_PREFIX.length(), key.length() - 2)
        : key;
  }
}
