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
 * The spec of an {@code ImageTag}: its names, and what a person accepts. Tagfast writes the three
 * names when it creates the object, and never writes the spec after that. A write of Tagfast can
 * therefore not lose a person's {@code accept}.
 *
 * @param registry canonical host
 * @param repository path inside the registry
 * @param tag the tag, in its own upper and lower case
 * @param accept accepts one overwrite
 */
@ValidationRule(
    value =
        "self.registry == oldSelf.registry && self.repository == oldSelf.repository"
            + " && self.tag == oldSelf.tag",
    message = "registry, repository and tag never change: the name of the object is made of them")
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
public record ImageTagSpec(
    @JsonPropertyDescription("Host of the registry, with its port if it has one; immutable")
        @Required
        @Size(min = 1, max = 259)
        @Pattern("^[a-z0-9.:\\[\\]-]+$")
        String registry,
    @JsonPropertyDescription("Path inside the registry, e.g. library/nginx; immutable")
        @Required
        @Size(min = 1, max = 255)
        @Pattern("^[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*)*$")
        String repository,
    @JsonPropertyDescription("The tag; immutable")
        @Required
        @Size(min = 1, max = 128)
        @Pattern("^[a-zA-Z0-9_][a-zA-Z0-9._-]*$")
        String tag,
    @JsonPropertyDescription("Accepts one overwrite of this tag, bound to its digest")
        @Nullable Accept accept) {
  static final String DIGEST = "^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$";

  /** RFC 3339. */
  static final String TIME =
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$";

  /** A digest, or its first 12 or more hex digits. */
  private static final String ACCEPTED_DIGEST = "^((sha256|sha512):)?[0-9a-f]{12,128}$";

  /**
   * A person's acceptance. Plain texts, so that a wrong value loses the acceptance and not the
   * object.
   *
   * @param digest the accepted digest, or a unique beginning of it
   * @param until RFC 3339; absent: it waits for a week
   * @param by who accepts it, for the history; nobody verifies it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Accept(
      @JsonPropertyDescription(
              "The digest that is accepted, or its first 12 or more hex digits; no other is let"
                  + " through")
          @Required
          @Pattern(ACCEPTED_DIGEST)
          String digest,
      @JsonPropertyDescription("After this time (RFC 3339) it no longer counts")
          @Size(max = 40)
          @Pattern(TIME)
          @Nullable String until,
      @JsonPropertyDescription("Who accepts it, for the history; not verified") @Size(max = 128)
          @Nullable String by) {}
}
