package dev.tagfast.act.kubernetes;

import dev.tagfast.act.brake.ApprovalBrake;
import dev.tagfast.act.rollout.FieldConflict;
import dev.tagfast.act.rollout.RolloutApply.Applied;
import dev.tagfast.image.UntrustedText;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The managers of a workload's images, labels and annotations, read from {@code
 * metadata.managedFields}. The API server assigns a field to the manager that changed its value
 * last.
 *
 * @param ofImage the managers, by list and name, e.g. {@code initContainers/<name>}
 * @param ofLists the managers of lists that are one field, as in most custom resources: which of
 *     the images they changed nobody knows
 * @param ofMarks the managers of labels and annotations
 * @param ofApprovals the manager of each approval, by its annotation: who wrote it, for people
 * @param applied what Tagfast owns by server-side apply
 */
record KubernetesFieldManagers(
    Map<String, List<String>> ofImage,
    List<String> ofLists,
    List<String> ofMarks,
    Map<String, String> ofApprovals,
    Applied applied) {
  /** Tagfast's name as a field manager. */
  static final String OURS = FieldConflict.OURS;

  // If more than ten managers have updated an object, the API server merges the oldest under this
  // name.
  private static final String MERGED_MANAGERS = "ancient-changes";

  /** The lists with images, and where the image is in their members. */
  private static final Map<String, List<String>> IMAGES =
      Map.of(
          "initContainers", List.of("image"),
          "containers", List.of("image"),
          "volumes", List.of("image", "reference"));

  private static final String FIELD = "f:";
  private static final int LONGEST_NAME = 128;
  private static final String NAME_KEY_PREFIX = "k:{\"name\":\"";

  /**
   * Reads the managers; none if the API server sends no managed fields.
   *
   * @param podPath the members that lead to the specification of the pods
   */
  static KubernetesFieldManagers of(ObjectMeta metadata, List<String> podPath) {
    Map<String, List<String>> owners = new LinkedHashMap<>();
    List<String> ofLists = new ArrayList<>();
    List<String> ofMarks = new ArrayList<>();
    Map<String, String> ofApprovals = new LinkedHashMap<>();
    List<String> images = new ArrayList<>();
    List<String> annotations = new ArrayList<>();
    List<ManagedFieldsEntry> entries =
        Objects.requireNonNullElse(metadata.getManagedFields(), List.of());
    for (ManagedFieldsEntry entry : entries) {
      FieldsV1 fields = entry.getFieldsV1();
      if (entry.getManager() == null || fields == null) {
        continue;
      }
      Map<?, ?> marks = member(fields.getAdditionalProperties(), "f:metadata");
      if (!member(marks, "f:labels").isEmpty() || !member(marks, "f:annotations").isEmpty()) {
        ofMarks.add(entry.getManager());
      }
      member(marks, "f:annotations").keySet().stream()
          .map(Object::toString)
          .filter(key -> key.startsWith(FIELD + ApprovalBrake.APPROVED))
          .forEach(key -> ofApprovals.put(key.substring(FIELD.length()), manager(entry)));
      boolean ours = OURS.equals(entry.getManager()) && "Apply".equals(entry.getOperation());
      if (ours) {
        member(marks, "f:annotations").keySet().stream()
            .map(Object::toString)
            .filter(name -> name.startsWith("f:"))
            .forEach(name -> annotations.add(name.substring(2)));
      }
      Map<?, ?> pod = at(fields.getAdditionalProperties(), podPath);
      IMAGES.forEach(
          (list, image) -> {
            if (pod.get("f:" + list) instanceof Map<?, ?> whole && whole.isEmpty()) {
              ofLists.add(entry.getManager());
            }
            member(pod, "f:" + list)
                .forEach(
                    (key, owned) -> {
                      if (owned instanceof Map<?, ?> fieldsOfIt && has(fieldsOfIt, image)) {
                        String place = list + "/" + name(key);
                        owners
                            .computeIfAbsent(place, _ -> new ArrayList<>())
                            .add(entry.getManager());
                        if (ours) {
                          images.add(place);
                        }
                      }
                    });
          });
    }
    return new KubernetesFieldManagers(
        owners, ofLists, ofMarks, ofApprovals, new Applied(images, annotations));
  }

  private static String manager(ManagedFieldsEntry entry) {
    return UntrustedText.clean(entry.getManager(), LONGEST_NAME);
  }

  /** The managers of all images. */
  List<String> ofImages() {
    return Stream.concat(ofImage.values().stream().flatMap(List::stream), ofLists.stream())
        .distinct()
        .toList();
  }

  /** The managers of images, labels and annotations. */
  List<String> all() {
    return Stream.concat(ofImages().stream(), ofMarks.stream()).distinct().toList();
  }

  /** Whether the image has managers and Tagfast is not one of them. */
  boolean isManagedByOthers(String list, String name) {
    List<String> owners = ofImage.getOrDefault(list + "/" + name, List.of());
    return !owners.isEmpty() && !owners.contains(OURS) && !owners.contains(MERGED_MANAGERS);
  }

  private static boolean has(Map<?, ?> object, List<String> path) {
    return at(object, path.subList(0, path.size() - 1)).containsKey("f:" + path.getLast());
  }

  private static Map<?, ?> at(Map<?, ?> object, List<String> path) {
    Map<?, ?> found = object;
    for (String name : path) {
      found = member(found, "f:" + name);
    }
    return found;
  }

  private static Map<?, ?> member(Map<?, ?> object, String name) {
    return object.get(name) instanceof Map<?, ?> member ? member : Map.of();
  }

  /** The member's name in a list key: {@code app} in {@code k:{"name":"app"}}. */
  private static String name(Object member) {
    String key = member.toString();
    return key.startsWith(NAME_KEY_PREFIX) && key.endsWith("\"}")
        ? key.substring(NAME_KEY_PREFIX.length(), key.length() - 2)
        : key;
  }
}
