package dev.tagfast.ledger.kubernetes;

import static dev.tagfast.ledger.kubernetes.StoredFields.present;
import static dev.tagfast.ledger.kubernetes.StoredFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.TagKey;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.ledger.approval.Approval;
import dev.tagfast.ledger.approval.ApprovalStatus;
import dev.tagfast.registry.config.RegistryHosts;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Parses {@code TagApproval} objects. One that is wrong becomes a sentence for its author and stops
 * no other: the schema may be that of another version, or not be checked at all.
 */
final class TagApprovalReader {
  private static final int LONGEST = 253;

  private final RegistryHosts hosts;

  /**
   * @param hosts resolves the aliases of registries
   */
  TagApprovalReader(RegistryHosts hosts) {
    this.hosts = hosts;
  }

  /** Thrown with a sentence for the author. */
  private static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Wrong(String sentence) {
      super(sentence);
    }
  }

  ReadApproval read(ObjectMeta metadata, JsonNode body) {
    Optional<ApprovalStatus> told = TagApprovalStatus.read(body.path("status"));
    try {
      return new ReadApproval.Understood(approval(metadata, body.path("spec"), told));
    } catch (Wrong e) {
      return new ReadApproval.Misunderstood(
          metadata.getName(),
          metadata.getResourceVersion(),
          told,
          e.getMessage() + " Nothing is accepted. Delete it and create another one.");
    }
  }

  private Approval approval(ObjectMeta metadata, JsonNode spec, Optional<ApprovalStatus> told) {
    String digest = cleaned(spec, "digest").orElse("");
    return new Approval(
        metadata.getUid(),
        metadata.getName(),
        metadata.getResourceVersion(),
        key(cleaned(spec, "tag").orElse("")),
        Digest.ifValid(digest)
            .orElseThrow(
                () ->
                    new Wrong(
                        "spec.digest, \"%s\", is no whole digest as in sha256:… with 64 hex digits."
                            .formatted(digest))),
        cleaned(spec, "reason").orElse("no reason"),
        cleaned(spec, "by").or(() -> AcceptanceAuthor.ofApproval(metadata)),
        false,
        Instant.parse(metadata.getCreationTimestamp()),
        until(spec),
        told);
  }

  private TagKey key(String written) {
    ImageReference reference =
        ImageReference.ifValid(written)
            .orElseThrow(
                () ->
                    new Wrong(
                        "spec.tag, \"%s\", is no tag as in registry.example.com/team/app:1.4.2."
                            .formatted(written)));
    if (reference.tag().isEmpty() || reference.digest().isPresent()) {
      throw new Wrong(
          "spec.tag, \"%s\", must end with :TAG and have no digest; that belongs in spec.digest."
              .formatted(written));
    }
    TagKey key = hosts.key(reference.repository(), reference.tag().get());
    if (hosts.nameOf(key.repository().host()).isEmpty()) {
      throw new Wrong(
          "spec.tag names the registry %s, which is not listed (tagfast.registries)."
              .formatted(key.repository().host()));
    }
    return key;
  }

  /** An end that cannot be read must not become no end. */
  private static Optional<Instant> until(JsonNode spec) {
    try {
      return present(spec, "until").map(StoredFields::instant);
    } catch (DateTimeException _) {
      throw new Wrong(
          "spec.until, \"%s\", is no time as in 2026-12-01T00:00:00Z."
              .formatted(cleaned(spec, "until").orElse("")));
    }
  }

  private static Optional<String> cleaned(JsonNode spec, String field) {
    return text(spec, field)
        .map(it -> UntrustedText.clean(it.strip(), LONGEST))
        .filter(it -> !it.isEmpty());
  }
}
