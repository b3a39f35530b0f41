package dev.tagfast.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tables that fit, and that hide nothing from programs. */
class TableTest {
  private record Row(String path, String state, String why) {}

  private static final Row LONG =
      new Row(
          "registry.example.com/kitchen/pizza:2018-05-12", "Overwritten", "mallory ".repeat(20));

  private final Table<Row> table =
      new Table<>(
          List.of(
              Column.path("TAG", "tag", Row::path),
              Column.fixed("STATE", "state", Row::state),
              Column.cut("WHY", "why", Row::why)),
          Row::path);

  @Test
  void itFitsTheTerminalAndKeepsTheEndOfAPath() {
    assertThat(table.lines(List.of(LONG), 60))
        .allMatch(line -> line.length() <= 60)
        .last()
        .asString()
        .startsWith("…")
        .contains(":2018-05-12", "Overwritten")
        .endsWith("…");
  }

  @Test
  void wideCutsNothing() {
    assertThat(table.wideLines(List.of(LONG)).getLast()).contains(LONG.path(), LONG.why().strip());
  }

  @Test
  void anEmptyCellIsADash() {
    assertThat(table.lines(List.of(new Row("a:1", "", "x")), 80))
        .containsExactly("TAG  STATE  WHY", "a:1  -      x");
  }

  @Test
  void aTerminalDoesNotObeyACell() {
    assertThat(table.lines(List.of(new Row("a\u001b[31m", "b\nc", "\u202eevil")), 80).getLast())
        .doesNotContain("\u001b", "\n", "\u202e");
  }

  @Test
  void programsGetNoEmptyMembers() {
    assertThat(table.objects(List.of(new Row("a:1", "", "x"))))
        .containsExactly(Map.of("tag", "a:1", "why", "x"));
  }
}
