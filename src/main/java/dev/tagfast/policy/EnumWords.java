package dev.tagfast.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How constants are written in Kubernetes objects: {@code FULL_VERSION} is {@code FullVersion}. */
final class EnumWords {
  private EnumWords() {}

  static String word(Enum<?> constant) {
    return Arrays.stream(constant.name().split("_", -1))
        .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /** The constant with this word; empty: there is none. */
  static <E extends Enum<E>> Optional<E> find(Class<E> type, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> word(constant).equals(word))
        .findFirst();
  }

  /** All words of a type, for the sentence that says what may be written. */
  static <E extends Enum<E>> String all(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(EnumWords::word)
        .collect(Collectors.joining(", "));
  }
}
