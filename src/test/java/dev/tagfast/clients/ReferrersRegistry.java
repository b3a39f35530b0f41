package dev.tagfast.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/**
 * The registry of {@code src/clients/referrers}: in memory, with the referrers API. A push is
 * answered when Tagfast has taken its event.
 */
final class ReferrersRegistry implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final String host;
  private final Thread atExit;

  private ReferrersRegistry(Process process) throws IOException {
    this.process = process;
    output = process.inputReader();
    host = output.readLine();
    if (host == null) {
      throw new IllegalStateException("The registry with the referrers API ended at its start");
    }
    atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts it; it returns when it listens. */
  static ReferrersRegistry start(URI notified, String secret) {
    ProcessBuilder builder = new ProcessBuilder(Program.REFERRERS_REGISTRY.path().toString());
    builder.environment().put("NOTIFY_URL", notified.toString());
    builder.environment().put("NOTIFY_SECRET", secret);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      return new ReferrersRegistry(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Host and port as an image reference names it. */
  String host() {
    return host;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
      output.close();
    } catch (IllegalStateException | IOException e) {
      // The process is ending already.
    }
  }
}
