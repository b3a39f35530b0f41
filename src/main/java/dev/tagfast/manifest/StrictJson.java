package dev.tagfast.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.image.UntrustedText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads a JSON object that every client reads the same way: UTF-8, no member twice, nothing behind
 * it. Bounded, because a manifest of {@code [{},{},…]} needs fifty times its size as a tree.
 */
final class StrictJson {
  private static final int DEEPEST = 32;

  /** A plain manifest of {@value ManifestReader#MAX_BYTES} bytes has about as many. */
  private static final int MOST_TOKENS = 250_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxTokenCount(MOST_TOKENS)
                          .maxStringLength(ManifestReader.MAX_BYTES)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  // Names from outside are not worth keeping.
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  static ObjectNode object(byte[] bytes) throws MalformedManifest {
    String text = text(bytes);
    if (!text.stripLeading().startsWith("{")) {
      throw new MalformedManifest("it is not a JSON object");
    }
    try {
      JsonNode value = MAPPER.readTree(text);
      if (value instanceof ObjectNode object) {
        return object;
      }
      throw new MalformedManifest("it is not a JSON object");
    } catch (StreamConstraintsException e) {
      throw new MalformedManifest(
          "it is nested deeper than "
              + DEEPEST
              + " levels, has more than "
              + MOST_TOKENS
              + " values or a name or number that is too long");
    } catch (JsonEOFException e) {
      throw new MalformedManifest("the JSON is cut off");
    } catch (JsonProcessingException e) {
      throw new MalformedManifest(
          "it is not JSON: " + UntrustedText.clean(e.getOriginalMessage(), 100));
    }
  }

  private static String text(byte[] bytes) throws MalformedManifest {
    if (bytes.length == 0) {
      throw new MalformedManifest("it is empty");
    }
    if (bytes.length > 1 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b) {
      throw new MalformedManifest("it is compressed (gzip), which was not asked for");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedManifest("it is not UTF-8");
    }
  }
}
