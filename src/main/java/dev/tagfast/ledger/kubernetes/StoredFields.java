package dev.tagfast.ledger.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.Digest;
import dev.tagfast.image.EnumWords;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads fields of a stored object. What cannot be read is an {@link UnreadableField} with its path:
 * a person must find it among some hundred lines.
 */
final class StoredFields {
  private StoredFields() {}

  /** A field that may be missing; null counts as missing. */
  static Optional<JsonNode> present(JsonNode from, String field) {
    return Optional.of(from.path(field)).filter(node -> !node.isMissingNode() && !node.isNull());
  }

  /** Reads a field that may be missing. */
  static <T> Optional<T> optional(JsonNode from, String field, Function<JsonNode, T> value) {
    return present(from, field).map(node -> read(field, node, value));
  }

  /** Reads a field that must be there. */
  static <T> T required(JsonNode from, String field, Function<JsonNode, T> value) {
    return optional(from, field, value).orElseThrow(() -> new UnreadableField(field, "is missing"));
  }

  static Optional<String> text(JsonNode from, String field) {
    return present(from, field).map(JsonNode::asText);
  }

  static String requiredText(JsonNode from, String field) {
    return required(from, field, JsonNode::asText);
  }

  static Optional<Digest> digest(JsonNode from, String field) {
    return optional(from, field, node -> new Digest(node.asText()));
  }

  static Digest requiredDigest(JsonNode from, String field) {
    return required(from, field, node -> new Digest(node.asText()));
  }

  static Instant requiredInstant(JsonNode from, String field) {
    return required(from, field, StoredFields::instant);
  }

  static Instant instant(JsonNode node) {
    return OffsetDateTime.parse(node.asText()).toInstant();
  }

  static long number(JsonNode from, String field) {
    return present(from, field)
        .filter(JsonNode::isIntegralNumber)
        .map(JsonNode::longValue)
        .orElseThrow(() -> new UnreadableField(field, "is no number"));
  }

  static <E extends Enum<E>> E enumValue(Class<E> type, JsonNode from, String field) {
    String word = requiredText(from, field);
    return EnumWords.find(type, word)
        .orElseThrow(
            () ->
                new UnreadableField(
                    field, "is \"" + word + "\" and none of " + EnumWords.all(type)));
  }

  /** The elements of a list; empty if it is missing. */
  static <T> List<T> list(JsonNode from, String field, Function<JsonNode, T> element) {
    List<T> elements = new ArrayList<>();
    for (JsonNode node : from.path(field)) {
      elements.add(read(field + "[" + elements.size() + "]", node, element));
    }
    return elements;
  }

  /** Reads one value; what is wrong in it is said with this field before it. */
  static <T> T read(String field, JsonNode node, Function<JsonNode, T> value) {
    try {
      return value.apply(node);
    } catch (UnreadableField e) {
      throw e.in(field);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new UnreadableField(field, "cannot be read: " + e.getMessage());
    }
  }
}
