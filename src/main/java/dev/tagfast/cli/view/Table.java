package dev.tagfast.cli.view;

import dev.tagfast.cli.view.Column.Width;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Rows for people and for programs. Pure.
 *
 * @param columns in their order
 * @param name how {@code kubectl} is told the object of a row
 */
public record Table<T>(List<Column<T>> columns, Function<T, String> name) {
  private static final String GAP = "  ";
  private static final int LEAST = 8;
  private static final String NOTHING = "-";

  /** Copies the list. */
  public Table {
    columns = List.copyOf(columns);
  }

  /**
   * The lines of the table, the first with the titles.
   *
   * @param width of the terminal; the columns that may be cut are cut to fit
   */
  public List<String> lines(List<T> rows, int width) {
    return laidOut(
        columns.stream().filter(column -> column.width() != Width.WIDE_ONLY).toList(),
        Column::shown,
        rows,
        width);
  }

  /** The same with every column, in which nothing is cut. */
  public List<String> wideLines(List<T> rows) {
    return laidOut(columns, Column::full, rows, Integer.MAX_VALUE);
  }

  /** The names, one a line. */
  public List<String> names(List<T> rows) {
    return rows.stream().map(name).distinct().toList();
  }

  /** For programs: a member per column; empty texts are left out. */
  public List<Map<String, String>> objects(List<T> rows) {
    List<Map<String, String>> objects = new ArrayList<>();
    for (T row : rows) {
      Map<String, String> object = new LinkedHashMap<>();
      for (Column<T> column : columns) {
        String text = column.full().apply(row);
        if (!text.isEmpty()) {
          object.put(column.key(), text);
        }
      }
      objects.add(object);
    }
    return objects;
  }

  private static <T> List<String> laidOut(
      List<Column<T>> columns,
      Function<Column<T>, Function<T, String>> text,
      List<T> rows,
      int width) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns.stream().map(Column::title).toList());
    for (T row : rows) {
      cells.add(
          columns.stream()
              .map(column -> SafeText.line(text.apply(column).apply(row)))
              .map(cell -> cell.isEmpty() ? NOTHING : cell)
              .toList());
    }
    int[] widths =
        IntStream.range(0, columns.size())
            .map(at -> cells.stream().mapToInt(row -> row.get(at).length()).max().orElse(0))
            .toArray();
    shrink(columns, widths, width);
    return cells.stream().map(row -> line(columns, row, widths)).toList();
  }

  /** Takes from the widest of the columns that may be cut, until it fits. */
  private static <T> void shrink(List<Column<T>> columns, int[] widths, int width) {
    long tooMuch = IntStream.of(widths).asLongStream().sum() + GAP.length() * (widths.length - 1L);
    for (long left = tooMuch - width; left > 0; left--) {
      int widest = -1;
      for (int at = 0; at < widths.length; at++) {
        if (columns.get(at).width() != Width.FIXED
            && widths[at] > Math.max(LEAST, columns.get(at).title().length())
            && (widest < 0 || widths[at] > widths[widest])) {
          widest = at;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private static <T> String line(List<Column<T>> columns, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int at = 0; at < widths.length; at++) {
      String cell = cut(cells.get(at), widths[at], columns.get(at).width());
      line.append(at == 0 ? "" : GAP)
          .append(cell)
          .repeat(" ", Math.max(0, widths[at] - cell.length()));
    }
    return line.toString().stripTrailing();
  }

  private static String cut(String cell, int width, Width how) {
    if (cell.length() <= width) {
      return cell;
    }
    return how == Width.CUT_FRONT
        ? "…" + cell.substring(cell.length() - width + 1)
        : cell.substring(0, width - 1) + "…";
  }
}
