package dev.tagfast.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tagfast.cli.view.Format;
import dev.tagfast.cli.view.SafeText;
import dev.tagfast.cli.view.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A command that shows rows. */
abstract class ListCommand<T> extends ClusterCommand {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, wide, json, yaml or name")
  Format format = Format.TABLE;

  @Option(
      names = {"-w", "--watch"},
      description = "looks again every 2 s, and shows what changed, until it is stopped")
  boolean watch;

  ListCommand(Shell shell) {
    super(shell);
  }

  /** The rows of now. */
  abstract List<T> rows();

  abstract Table<T> table();

  /** What is said where there is no row. */
  abstract String nothing();

  @Override
  public Integer call() {
    List<T> rows = rows();
    print(rows);
    List<Map<String, String>> before = table().objects(rows);
    while (watch && shell().again().getAsBoolean()) {
      rows = rows();
      List<Map<String, String>> now = table().objects(rows);
      if (!now.equals(before)) {
        print(rows);
        before = now;
      }
    }
    return exitCode(rows);
  }

  int exitCode(List<T> rows) {
    return Exit.OK;
  }

  private void print(List<T> rows) {
    switch (format) {
      case TABLE -> lines(rows);
      case WIDE -> lines(rows, table().wideLines(rows));
      case NAME -> table().names(rows).forEach(name -> shell().out().println(name));
      case JSON -> shell().out().println(written(new ObjectMapper(), rows));
      case YAML -> shell().out().print(written(new YAMLMapper(), rows));
    }
    shell().out().flush();
  }

  /** The rows for people; here as a table that fits the terminal. */
  void lines(List<T> rows) {
    lines(rows, table().lines(rows, shell().width()));
  }

  private String written(ObjectMapper mapper, List<T> rows) {
    try {
      // Escapes what a terminal would obey: a program reads the same.
      return mapper
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(
              Map.of(
                  "items",
                  table().objects(rows).stream()
                      .map(
                          row -> {
                            row.replaceAll((_, text) -> SafeText.line(text));
                            return row;
                          })
                      .toList()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void lines(List<T> rows, List<String> lines) {
    if (rows.isEmpty()) {
      shell().err().println(nothing());
      return;
    }
    shell().out().println(shell().paint().title(lines.getFirst()));
    for (int at = 0; at < rows.size(); at++) {
      String line = lines.get(at + 1);
      Optional<Boolean> mark = mark(rows.get(at));
      shell().out().println(mark.map(bad -> bad ? shell().paint().bad(line) : line).orElse(line));
    }
  }

  /** Whether a row is something that a person should see first; empty: it says nothing. */
  Optional<Boolean> mark(T row) {
    return Optional.empty();
  }
}
