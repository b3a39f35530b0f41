package dev.tagfast.cli;

import dev.tagfast.cli.cluster.ApiServer;
import dev.tagfast.cli.cluster.KubernetesAccess;
import dev.tagfast.cli.view.Paint;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a command has around it.
 *
 * @param program how it was called, e.g. {@code kubectl tagfast}
 * @param out for answers
 * @param err for errors, warnings and questions
 * @param answer a line that the person types; empty: there is nobody to ask
 * @param paint colours
 * @param width of the terminal
 * @param clock the time
 * @param connect reaches the cluster
 * @param again waits between two looks of {@code --watch}; false: it is over
 */
record Shell(
    String program,
    PrintWriter out,
    PrintWriter err,
    Supplier<Optional<String>> answer,
    Paint paint,
    int width,
    InstantSource clock,
    Function<KubernetesAccess, ApiServer> connect,
    BooleanSupplier again) {
  /** Says what went wrong beside the answer. */
  void warn(String sentence) {
    err.println("Warning: " + dev.tagfast.cli.view.SafeText.line(sentence));
    err.flush();
  }
}
