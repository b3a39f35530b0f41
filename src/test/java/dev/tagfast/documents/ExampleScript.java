package dev.tagfast.documents;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.report.Samples;
import dev.tagfast.report.cloudevents.ReportEvents;
import dev.tagfast.testing.TestSettings;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What the scripts in {@code docs/gitops} are given, and what they need to run. */
final class ExampleScript {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ExampleScript() {}

  /**
   * Skips the test where one of these programs is not on the {@code PATH}; with {@code CI=true} it
   * runs, and fails.
   */
  static void needs(String... programs) {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String program : programs) {
      boolean found =
          Stream.of(path.split(":"))
              .map(folder -> Path.of(folder, program))
              .anyMatch(Files::isExecutable);
      Assumptions.assumeTrue(
          found || "true".equals(System.getenv("CI")), program + " is not installed");
    }
  }

  /** A proposal as the code sends it, in structured mode as a JobSink mounts it. */
  static ObjectNode proposal(Consumer<ObjectNode> changes) {
    CloudEvent event = new ReportEvents(TestSettings.of(Map.of())).of(Samples.proposed());
    try {
      ObjectNode structured =
          JSON.createObjectNode()
              .put("specversion", "1.0")
              .put("id", event.getId())
              .put("source", event.getSource().toString())
              .put("type", event.getType());
      structured.set("data", JSON.readTree(event.getData().toBytes()));
      changes.accept((ObjectNode) structured.at("/data/proposal"));
      return structured;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs one with nothing of this person's but the {@code PATH}.
   *
   * @param environment what the Job's container would have
   */
  static Ended run(Path folder, Map<String, String> environment, String... command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
      builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
      builder.environment().put("HOME", folder.toString());
      builder.environment().put("TMPDIR", folder.toString());
      builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes());
      return new Ended(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * How a script ended.
   *
   * @param status 0: it succeeded
   * @param output both channels
   */
  record Ended(int status, String output) {}
}
