package dev.tagfast.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Recorded requests of other people's registries, read where they are: {@code ../shared/payloads},
 * or the folder that the system property {@code tagfast.payloads} names. They are not ours to copy.
 */
@QuarkusTest
@TestProfile(IntakeProfile.class)
class SharedPayloadsTest {
  private static final Path FOLDER =
      Stream.of(
              System.getProperty("tagfast.payloads", ""),
              "../shared/payloads",
              "../../shared/payloads")
          .filter(name -> !name.isEmpty())
          .map(Path::of)
          .filter(Files::isDirectory)
          .findFirst()
          .orElse(Path.of("../shared/payloads"));

  private final ObjectMapper mapper = new ObjectMapper();

  @Inject RecordingPipeline pipeline;

  @Test
  void distributionAndGitlabAreUnderstoodAsTheirSamplesExpect() throws Exception {
    assumeTrue(Files.isDirectory(FOLDER), () -> "skipped: there is no folder " + FOLDER);
    pipeline.reset();
    List<Path> samples;
    try (Stream<Path> files = Files.list(FOLDER)) {
      samples =
          files
              .filter(
                  file ->
                      file.getFileName()
                          .toString()
                          .matches("(distribution|gitlab)-.*(?<!\\.meta)\\.json"))
              .sorted()
              .toList();
    }
    assertThat(samples).isNotEmpty();

    for (Path sample : samples) {
      compare(sample);
    }
    assertThat(pipeline.handled()).isEmpty();
  }

  private void compare(Path sample) throws IOException, InterruptedException {
    String name = sample.getFileName().toString();
    JsonNode meta =
        mapper.readTree(
            Files.readAllBytes(sample.resolveSibling(name.replace(".json", ".meta.json"))));
    if (!meta.path("strict").asBoolean(true)) {
      return;
    }
    JsonNode expect = meta.path("expect");
    boolean hostFromConfig = expect.path("registryFrom").asText().equals("config");
    HttpResponse<String> answer =
        new Http(RestAssured.port)
            .send(
                "POST",
                (hostFromConfig ? "/webhooks/hostless" : "/webhooks/ci") + "?explain=true",
                Files.readAllBytes(sample),
                "Authorization",
                "Bearer oregano",
                "X-Secret",
                "thyme",
                "Content-Type",
                meta.path("headers").path("Content-Type").asText());

    assertThat(answer.statusCode()).as(name).isEqualTo(200);
    JsonNode first = mapper.readTree(answer.body()).path("events").path(0);
    assertThat(!first.path("ignored").isNull())
        // A deleted tag is no push, which the samples call ignored; here it becomes a tombstone.
        .as(name + " ignored")
        .isEqualTo(expect.path("ignored").asBoolean() && !isTagDelete(first));
    assertThat(first.path("action").asText())
        .as(name + " action")
        .isEqualTo(action(expect.path("action").asText()));
    assertThat(first.path("registry"))
        .as(name + " registry")
        .isEqualTo(hostFromConfig ? mapper.valueToTree("localhost:5001") : expect.path("registry"));
    for (String field : List.of("repository", "tag", "digest")) {
      assertThat(first.path(field)).as(name + " " + field).isEqualTo(expect.path(field));
    }
    for (String field : List.of("mediaType", "eventId", "actor")) {
      if (expect.has(field)) {
        assertThat(first.path(field)).as(name + " " + field).isEqualTo(expect.path(field));
      }
    }
  }

  private static boolean isTagDelete(JsonNode entry) {
    return entry.path("action").asText().equals("delete")
        && !(entry.path("tag") instanceof NullNode);
  }

  private static String action(String said) {
    return said.equals("push") || said.equals("delete") ? said : "other";
  }
}
