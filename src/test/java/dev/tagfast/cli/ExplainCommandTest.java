package dev.tagfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would be understood of a notification. */
class ExplainCommandTest {
  @TempDir private Path folder;

  @Test
  void itNamesTheFormatAndThePush() throws IOException {
    Path body =
        Files.writeString(
            folder.resolve("push.json"),
            """
            {"events":[{"id":"1","action":"push","target":{
              "mediaType":"application/vnd.oci.image.manifest.v1+json",
              "digest":"sha256:%s","repository":"kitchen/pizza","tag":"2018-05-12"},
              "request":{"host":"registry.example.com"},"actor":{"name":"mario"}}]}"""
                .formatted("1f".repeat(32)));

    Typed.Result answer =
        Typed.nowhere(
            "explain",
            "" + body,
            "-H",
            "Content-Type: application/vnd.docker.distribution.events.v1+json");

    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out())
        .contains("Format: distribution")
        .contains("push of registry.example.com/kitchen/pizza:2018-05-12@sha256:1f1f", "by mario");
  }

  @Test
  void whatIsNoJsonIsSaidToBeRefused() throws IOException {
    Path body = Files.writeString(folder.resolve("x"), "pizza");

    assertThat(Typed.nowhere("explain", "" + body))
        .satisfies(
            answer -> assertThat(answer.code()).isEqualTo(Exit.ERROR),
            answer -> assertThat(answer.err()).contains("It would be answered 400"));
  }
}
