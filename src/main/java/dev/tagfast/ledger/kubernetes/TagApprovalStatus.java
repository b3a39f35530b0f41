package dev.tagfast.ledger.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.EnumWords;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.ledger.approval.ApprovalState;
import dev.tagfast.ledger.approval.ApprovalStatus;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of a {@code TagApproval}; Tagfast writes it.
 *
 * @param state how it stands
 * @param message for people
 * @param usedAt when it took effect
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
public record TagApprovalStatus(
    @JsonPropertyDescription("How it stands") @Required ApprovalState state,
    @JsonPropertyDescription("The same for people, with what to do")
        @Required
        @Size(max = TagApprovalStatus.LONGEST)
        String message,
    @JsonPropertyDescription("When it let its digest in") @Nullable Instant usedAt) {
  private static final int LONGEST = 1024;

  /** The status as it is written. */
  static Map<String, @Nullable Object> json(ApprovalStatus status) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("state", status.state().word());
    json.put("message", UntrustedText.clean(status.message(), LONGEST));
    json.put("usedAt", status.usedAt().map(Instant::toString).orElse(null));
    return json;
  }

  /** The status that is there; empty: none, or none that can be read, which is written anew. */
  static Optional<ApprovalStatus> read(JsonNode status) {
    Optional<ApprovalState> state =
        Arrays.stream(ApprovalState.values())
            .filter(it -> EnumWords.word(it).equals(status.path("state").asText()))
            .findFirst();
    return state.map(
        it ->
            new ApprovalStatus(
                it,
                status.path("message").asText(),
                StoredFields.optional(status, "usedAt", StoredFields::instant)));
  }
}
