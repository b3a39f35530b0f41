package dev.tagfast.intake.notification;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tagfast.image.UntrustedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** JSON from outside: bounded in depth, read as a tree, so that a stray member hurts nobody. */
public final class Json {
  private static final int DEEPEST = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /**
   * Reads one JSON value.
   *
   * @throws MalformedBody if it is empty, not JSON, or nested deeper than {@value #DEEPEST}
   */
  public static JsonNode read(byte[] body) {
    if (body.length == 0) {
      throw new MalformedBody("the body is empty");
    }
    try {
      JsonNode value = MAPPER.readTree(body);
      if (value.isMissingNode()) {
        throw new MalformedBody("the body is empty");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new MalformedBody("not JSON: " + UntrustedText.clean(e.getOriginalMessage(), 160));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a value that was read, or built of maps and lists. */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The non-empty text at this path; anything else counts as absent. */
  public static Optional<String> text(JsonNode from, String... path) {
    JsonNode at = from;
    for (String member : path) {
      at = at.path(member);
    }
    return at.isTextual() && !at.textValue().isEmpty()
        ? Optional.of(at.textValue())
        : Optional.empty();
  }
}
