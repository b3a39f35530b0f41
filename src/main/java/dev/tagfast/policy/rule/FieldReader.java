package dev.tagfast.policy.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.EnumWords;
import dev.tagfast.image.UntrustedText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the fields of an object that anybody may have written, and notes what is wrong with them.
 * An empty answer means: not there, or wrong and noted.
 *
 * @param node the object
 * @param path where it stands, for the problems
 * @param problems what was wrong so far; added to
 */
record FieldReader(JsonNode node, String path, List<PolicyProblem> problems) {
  private static final int LONGEST_QUOTE = 80;

  /** Something that turns a text into a value or says in its exception why it cannot. */
  interface Parser<T> {
    T parse(String text);
  }

  /** A misspelt field would silently mean "absent", which means more than its author wrote. */
  void allow(Set<String> known) {
    node.fieldNames()
        .forEachRemaining(
            field -> {
              if (!known.contains(field)) {
                note(
                    UntrustedText.clean(field, LONGEST_QUOTE),
                    "is not a field that there is; these are: "
                        + String.join(", ", known.stream().sorted().toList()));
              }
            });
  }

  boolean has(String field) {
    return node.has(field);
  }

  Optional<Integer> integer(String field) {
    return present(field)
        .filter(
            value ->
                expected(
                    field,
                    value.isIntegralNumber() && value.canConvertToInt(),
                    "a whole number of 32 bits",
                    value))
        .map(JsonNode::intValue);
  }

  boolean flag(String field) {
    return present(field)
        .filter(value -> expected(field, value.isBoolean(), "true or false", value))
        .map(JsonNode::booleanValue)
        .orElse(false);
  }

  Optional<String> text(String field) {
    return present(field)
        .filter(value -> expected(field, value.isTextual(), "a text", value))
        .map(JsonNode::textValue);
  }

  <T> Optional<T> parsed(String field, Parser<T> parser) {
    return text(field)
        .flatMap(
            text -> {
              try {
                return Optional.of(parser.parse(text));
              } catch (IllegalArgumentException e) {
                note(field, String.valueOf(e.getMessage()));
                return Optional.empty();
              }
            });
  }

  <E extends Enum<E>> Optional<E> choice(String field, Class<E> type) {
    return parsed(
        field,
        text ->
            EnumWords.find(type, text)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            quoted(text) + " is none of " + EnumWords.all(type))));
  }

  /** The elements of a list that has 1 to {@code most}; empty: not there or wrong. */
  Optional<List<JsonNode>> list(String field, int most) {
    return present(field)
        .filter(
            value ->
                expected(
                    field,
                    value.isArray() && !value.isEmpty() && value.size() <= most,
                    "a list of 1 to " + most,
                    value))
        .map(value -> value.valueStream().toList());
  }

  void note(String field, String message) {
    problems.add(new PolicyProblem(path + "." + field, message));
  }

  static String quoted(String text) {
    return UntrustedText.quoted(text, LONGEST_QUOTE);
  }

  static String shown(JsonNode value) {
    return UntrustedText.clean(value.toString(), LONGEST_QUOTE);
  }

  private Optional<JsonNode> present(String field) {
    return Optional.ofNullable(node.get(field));
  }

  private boolean expected(String field, boolean isSo, String what, JsonNode value) {
    if (!isSo) {
      note(field, "must be " + what + ", and is " + shown(value));
    }
    return isSo;
  }
}
