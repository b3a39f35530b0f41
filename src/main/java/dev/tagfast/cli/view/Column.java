package dev.tagfast.cli.view;

import java.util.function.Function;

/**
 * A column of a table, and the member of its JSON.
 *
 * @param title of the column
 * @param key of the member
 * @param full for programs and {@code -o wide}
 * @param shown for the table: a digest is shorter there
 * @param width what happens where the table is too wide
 */
public record Column<T>(
    String title, String key, Function<T, String> full, Function<T, String> shown, Width width) {
  /** What happens to a column where the table is wider than the terminal. */
  public enum Width {
    /** It stays. */
    FIXED,
    /** Its end is cut. */
    CUT_END,
    /** Its beginning is cut: a path says more at its end. */
    CUT_FRONT,
    /** Only {@code -o wide} and JSON have it. */
    WIDE_ONLY
  }

  /** One that stays as it is. */
  public static <T> Column<T> fixed(String title, String key, Function<T, String> text) {
    return new Column<>(title, key, text, text, Width.FIXED);
  }

  /** One whose end may be cut. */
  public static <T> Column<T> cut(String title, String key, Function<T, String> text) {
    return new Column<>(title, key, text, text, Width.CUT_END);
  }

  /** One whose beginning may be cut. */
  public static <T> Column<T> path(String title, String key, Function<T, String> text) {
    return new Column<>(title, key, text, text, Width.CUT_FRONT);
  }

  /** One that only {@code -o wide} and JSON have. */
  public static <T> Column<T> wide(String title, String key, Function<T, String> text) {
    return new Column<>(title, key, text, text, Width.WIDE_ONLY);
  }

  /** One whose text in the table is another. */
  public Column<T> shownAs(Function<T, String> other) {
    return new Column<>(title, key, full, other, width);
  }
}
