package dev.tagfast.cli;

import dev.tagfast.cli.cluster.KubernetesAccess;
import dev.tagfast.cli.view.Paint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Runs several commands in one JVM, each a line of stdin, so that one AOT cache is trained by all
 * of them ({@code .ci/plugin.sh}). Nobody else calls it.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /** Ends with 1 where a command could not be done: a cache of failures is of no use. */
  public static void main(String[] args) throws IOException {
    Shell shell =
        new Shell(
            "kubectl tagfast",
            new PrintWriter(System.out, false, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            Optional::empty,
            new Paint(true),
            80,
            InstantSource.system(),
            KubernetesAccess::open,
            () -> false);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int code = CommandTree.run(shell, line.split(" "));
      if (code != Exit.OK && code != Exit.WAITS) {
        System.exit(Exit.ERROR);
      }
    }
  }
}
