package dev.tagfast.report.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.report.Samples;
import dev.tagfast.settings.Settings.MessengerType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Tagfast starts with: the template engine is loaded by the first message alone. */
class NoMessengerTest {
  @ParameterizedTest
  @CsvSource({"none, false", "configured, false", "told, true"})
  void theTemplateEngineIsLoadedByTheFirstMessageAlone(String word, boolean loaded)
      throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                NoMessengerTest.class.getName(),
                word)
            .redirectErrorStream(true)
            .start();
    java.getOutputStream().close();
    String classes = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(java.waitFor()).as(classes).isZero();
    assertThat(classes).contains("dev.tagfast.report.message.Messengers");
    assertThat(classes.contains("io.quarkus.qute.")).isEqualTo(loaded);
  }

  /** The process whose classes are counted. */
  public static void main(String... words) {
    List<String> all = List.of(words);
    try (Messages messages =
        all.contains("none") ? Messages.none() : Messages.of(MessengerType.SLACK)) {
      var dispatcher = messages.dispatcher();
      if (all.contains("told") || all.contains("none")) {
        dispatcher.tell(Samples.overwritten());
      }
    }
    System.exit(0);
  }
}
