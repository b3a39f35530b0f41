package dev.tagfast.intake.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The headers of a request. Names are case-insensitive, and a name may occur more than once. */
public final class Headers {
  /** No headers: for a CloudEvent without a request of its own. */
  public static final Headers NONE = new Headers(Map.of());

  private final Map<String, List<String>> values;

  private Headers(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Copies the headers and keeps the order of the values. */
  public static Headers of(Iterable<Map.Entry<String, String>> headers) {
    Map<String, List<String>> values = new TreeMap<>();
    for (Map.Entry<String, String> header : headers) {
      values
          .computeIfAbsent(lower(header.getKey()), name -> new ArrayList<>())
          .add(header.getValue());
    }
    return new Headers(values);
  }

  public List<String> all(String name) {
    return List.copyOf(values.getOrDefault(lower(name), List.of()));
  }

  /** Returns the first value of a header that is not empty. */
  public Optional<String> first(String name) {
    return all(name).stream().filter(value -> !value.isEmpty()).findFirst();
  }

  /** Whether the header is present, with any value. */
  public boolean has(String name) {
    return values.containsKey(lower(name));
  }

  /**
   * Returns the media type of the body in lower case, without parameters; empty if there is none.
   */
  public String mediaType() {
    return first("Content-Type").map(Headers::mediaType).orElse("");
  }

  /** Returns the media type of a content type in lower case, without parameters. */
  public static String mediaType(String contentType) {
    int semicolon = contentType.indexOf(';');
    return lower((semicolon < 0 ? contentType : contentType.substring(0, semicolon)).strip());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Shows the names only: the values may be secrets. */
  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
