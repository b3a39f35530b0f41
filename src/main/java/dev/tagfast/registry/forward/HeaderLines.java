package dev.tagfast.registry.forward;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The header lines of a request or a response, in their order. Names have no case.
 *
 * @param lines name and value; a name may stand in several
 */
public record HeaderLines(List<Map.Entry<String, String>> lines) {
  public static final HeaderLines NONE = new HeaderLines(List.of());

  /** Those of RFC 9110, 7.6.1, and the older ones that programs still send. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  public HeaderLines {
    lines = List.copyOf(lines);
  }

  /** All values of a name. */
  public List<String> all(String name) {
    return lines.stream()
        .filter(line -> line.getKey().equalsIgnoreCase(name))
        .map(line -> line.getValue().strip())
        .toList();
  }

  /** The first value of a name. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** Without these names. */
  public HeaderLines without(String... names) {
    Set<String> dropped = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    dropped.addAll(Arrays.asList(names));
    return new HeaderLines(
        lines.stream().filter(line -> !dropped.contains(line.getKey())).toList());
  }

  /** With one line more. */
  public HeaderLines and(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(lines);
    more.add(Map.entry(name, value));
    return new HeaderLines(more);
  }

  /** With every value of a name changed. */
  public HeaderLines mapped(String name, UnaryOperator<String> change) {
    return new HeaderLines(
        lines.stream()
            .map(
                line ->
                    line.getKey().equalsIgnoreCase(name)
                        ? Map.entry(line.getKey(), change.apply(line.getValue()))
                        : line)
            .toList());
  }

  /**
   * What is meant for the other end: without the lines of this connection, those that {@code
   * Connection} names among them, and without the length, which is written anew.
   */
  public HeaderLines endToEnd() {
    Set<String> dropped = new HashSet<>(HOP_BY_HOP);
    dropped.add("content-length");
    all("Connection").stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .forEach(name -> dropped.add(name.strip().toLowerCase(Locale.ROOT)));
    return new HeaderLines(
        lines.stream()
            .filter(line -> !dropped.contains(line.getKey().toLowerCase(Locale.ROOT)))
            .toList());
  }

  /** Shows no values: they may be secrets. */
  @Override
  public String toString() {
    return lines.stream().map(Map.Entry::getKey).toList().toString();
  }
}
