package dev.tagfast.ledger.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What a person approves. Plain texts, so that a wrong value loses the approval and not the object.
 *
 * @param tag the tag, as people write it
 * @param digest the whole digest: a beginning could get another meaning by a later push
 * @param reason why
 * @param until RFC 3339; absent: it waits for a week
 * @param by who approves
 */
@ValidationRule(
    value = "self == oldSelf",
    message = "an approval never changes: delete it and create another one")
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
public record TagApprovalSpec(
    @JsonPropertyDescription("The tag, e.g. registry.example.com/team/app:1.4.2")
        @Required
        @Size(min = 3, max = 512)
        @Pattern("^[^\\s@]+:[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$")
        String tag,
    @JsonPropertyDescription("The whole digest that is approved; no other is let through")
        @Required
        @Pattern(ImageTagSpec.DIGEST)
        String digest,
    @JsonPropertyDescription("Why, for the history") @Required @Size(min = 1, max = 253)
        String reason,
    @JsonPropertyDescription(
            "After this time (RFC 3339) it no longer counts; absent: a week after its creation")
        @Size(max = 40)
        @Pattern(ImageTagSpec.TIME)
        @Nullable String until,
    @JsonPropertyDescription(
            "Who approves: the user name by which the API server knows who creates the object")
        @Size(min = 1, max = 253)
        @Nullable String by) {}
