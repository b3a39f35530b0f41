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

/** Reads JSON from outside as a tree with bounded depth. Unknown members do no harm. */
public final class Json {
  private static final int MAX_DEPTH = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /**
   * Reads one JSON value.
   *
   * @throws MalformedBody if it is empty, not JSON, or nested deeper than {@value #MAX_DEPTH}
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

  /** Writes a value that was read, or that consists of maps and lists. */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the non-empty text at this path; absent if there is anything else. */
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
