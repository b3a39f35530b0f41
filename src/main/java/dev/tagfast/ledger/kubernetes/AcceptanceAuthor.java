package dev.tagfast.ledger.kubernetes;

import dev.tagfast.image.UntrustedText;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the program that wrote an acceptance, in {@code metadata.managedFields}: {@code
 * kubectl-annotate}, {@code kubectl-edit}. The API server tells no user's name there.
 */
final class AcceptanceAuthor {
  private static final int LONGEST_NAME = 128;

  private AcceptanceAuthor() {}

  static Optional<String> ofAnnotation(ObjectMeta metadata) {
    return manager(metadata, List.of("f:metadata", "f:annotations", "f:" + ImageTag.ACCEPT));
  }

  static Optional<String> ofSpec(ObjectMeta metadata) {
    return manager(metadata, List.of("f:spec", "f:accept", "f:digest"));
  }

  static Optional<String> ofApproval(ObjectMeta metadata) {
    return manager(metadata, List.of("f:spec", "f:digest"));
  }

  private static Optional<String> manager(ObjectMeta metadata, List<String> path) {
    return Objects.requireNonNullElse(metadata.getManagedFields(), List.<ManagedFieldsEntry>of())
        .stream()
        .filter(entry -> entry.getManager() != null && owns(entry, path))
        .map(entry -> UntrustedText.clean(entry.getManager(), LONGEST_NAME))
        .reduce((_, last) -> last);
  }

  private static boolean owns(ManagedFieldsEntry entry, List<String> path) {
    Object at = entry.getFieldsV1() == null ? null : entry.getFieldsV1().getAdditionalProperties();
    for (String field : path) {
      if (!(at instanceof Map<?, ?> fields) || !fields.containsKey(field)) {
        return false;
      }
      at = fields.get(field);
    }
    return true;
  }
}
