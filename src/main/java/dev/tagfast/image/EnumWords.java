package dev.tagfast.image;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How constants are written outside the code, in answers, reports and Kubernetes objects: {@code
 * FULL_VERSION} is {@code FullVersion}.
 */
public final class EnumWords {
  private EnumWords() {}

  /** The word for a constant. */
  public static String word(Enum<?> constant) {
    return Arrays.stream(constant.name().split("_", -1))
        .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /** The constant with this word; empty: there is none. */
  public static <E extends Enum<E>> Optional<E> find(Class<E> type, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> word(constant).equals(word))
        .findFirst();
  }

  /** All words of a type, for the sentence that says what may be written. */
  public static <E extends Enum<E>> String all(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(EnumWords::word)
        .collect(Collectors.joining(", "));
  }
}
