package dev.tagfast.cli.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.UntrustedText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Which program wrote an annotation, and when it last wrote to the object: {@code
 * metadata.managedFields} knows no more.
 *
 * @param program e.g. {@code kubectl-annotate}
 */
public record AnnotationAuthor(String program, Optional<Instant> at) {
  private static final int LONGEST = 128;

  /** That of an object's annotation; empty: the API server does not say. */
  public static Optional<AnnotationAuthor> of(JsonNode object, String annotation) {
    return object
        .at("/metadata/managedFields")
        .valueStream()
        .filter(
            entry ->
                !entry
                    .at("/fieldsV1/f:metadata/f:annotations")
                    .path("f:" + annotation)
                    .isMissingNode())
        .map(
            entry ->
                new AnnotationAuthor(
                    UntrustedText.clean(entry.path("manager").asText("somebody"), LONGEST),
                    time(entry.path("time").asText(""))))
        .reduce((_, last) -> last);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
