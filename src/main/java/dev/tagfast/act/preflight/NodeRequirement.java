package dev.tagfast.act.preflight;

import java.util.List;
import java.util.Map;

/**
 * One expression of a required node affinity ({@code NodeSelectorRequirement} of the API).
 *
 * @param operator {@code In}, {@code NotIn}, {@code Exists}, {@code DoesNotExist}, {@code Gt} or
 *     {@code Lt}
 */
public record NodeRequirement(String key, String operator, List<String> values) {
  /** Copies the list. */
  public NodeRequirement {
    values = List.copyOf(values);
  }

  /** Whether a node with these labels has it. An operator that is not known is never met. */
  boolean isMetBy(Map<String, String> labels) {
    boolean there = labels.containsKey(key);
    String value = labels.getOrDefault(key, "");
    return switch (operator) {
      case "In" -> there && values.contains(value);
      case "NotIn" -> !there || !values.contains(value);
      case "Exists" -> there;
      case "DoesNotExist" -> !there;
      case "Gt" -> compared(value) > 0;
      case "Lt" -> compared(value) < 0;
      default -> false;
    };
  }

  /** 0 where one of them is no number: then neither operator is met. */
  private int compared(String value) {
    try {
      return values.size() == 1
          ? Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst()))
          : 0;
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
