package dev.tagfast.clients;

import dev.tagfast.demo.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A reverse proxy on a loopback port, with a folder of its own as its home. */
final class FrontProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Path log;
  private final Process process;
  private final Thread atExit;

  /**
   * Starts one; returns when it listens.
   *
   * @param arguments of the program
   */
  FrontProcess(Program program, Path home, int port, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.path().toString()));
    command.addAll(List.of(arguments));
    log = home.resolve("proxy.log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
    try {
      process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
    if (!Poll.until(PATIENCE, () -> !process.isAlive() || listens(port)) || !process.isAlive()) {
      String said = said();
      close();
      throw new IllegalStateException(program + " did not start: " + said);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // The process of the tests is ending already.
    }
  }

  private String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "(no log)";
    }
  }

  private static boolean listens(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
