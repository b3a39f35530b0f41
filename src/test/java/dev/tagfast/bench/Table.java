package dev.tagfast.bench;

import java.io.PrintStream;

/** Three columns: what, how much, compared with what. */
final class Table {
  private final PrintStream out;

  Table(PrintStream out) {
    this.out = out;
  }

  void row(String what, String figure, String note) {
    out.printf("  %-42s %10s   %s%n", what, figure, note);
  }
}
