package dev.tagfast.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The rows of {@code docs/clients.md}, in {@code target/clients}, by version of the registry. */
final class Results {
  private static final Path FILE =
      Path.of("target/clients")
          .resolve(
              Optional.ofNullable(System.getenv("TAGFAST_CLIENTS_LABEL")).orElse("unnamed")
                  + ".tsv");

  private Results() {}

  /** What one action led to. */
  static void row(Program program, String action, Seen seen, boolean right) {
    write(
        program,
        program.version(),
        action,
        String.join(", ", seen.reports()),
        String.join(", ", seen.moves()),
        right ? "right" : "WRONG");
  }

  /** Why a client was not tried. */
  static void skipped(Program program, String why) {
    write(program, "", why, "", "", "skipped");
  }

  private static void write(Program program, String... cells) {
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(
          FILE,
          program.command() + "\t" + String.join("\t", cells) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
