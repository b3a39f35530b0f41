package dev.tagfast.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What a process holds in memory. */
final class Memory {
  private Memory() {}

  /** Resident set, in MiB: {@code ps} says it on Linux and on macOS alike. */
  static long mebibytes(long pid) {
    try {
      Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
      String kibibytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return Long.parseLong(kibibytes.strip()) / 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
