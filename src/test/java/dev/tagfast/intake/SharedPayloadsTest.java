package dev.tagfast.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.intake.dialect.Dialect;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Recorded requests of real registries, read in place: {@code ../shared/payloads}, or the folder
 * that the environment variable {@code PAYLOADS_DIR} names: a variable of Tagfast's own prefix
 * would be an unknown setting. They are not copied here, because they belong to others. Each is
 * sent twice: to a source that detects the format, and to a source with the format configured.
 */
@QuarkusTest
@TestProfile(PayloadsProfile.class)
class SharedPayloadsTest {
  /** The format of a sample, by the prefix of its name. */
  private static final Map<String, String> FORMATS =
      Map.ofEntries(
          Map.entry("acr", "acr"),
          Map.entry("aliyun", "aliyun"),
          Map.entry("cdevents", "cdevents"),
          Map.entry("cloudevent", "generic"),
          Map.entry("cloudevents", "acr"),
          Map.entry("distribution", "distribution"),
          Map.entry("dockerhub", "dockerhub"),
          Map.entry("ecr", "ecr"),
          Map.entry("forgejo", "gitea"),
          Map.entry("gar", "gar"),
          Map.entry("gcr", "gar"),
          Map.entry("ghcr", "ghcr"),
          Map.entry("gitea", "gitea"),
          Map.entry("gitlab", "distribution"),
          Map.entry("harbor", "harbor"),
          Map.entry("jfrog", "jfrog"),
          Map.entry("keel", "keel"),
          Map.entry("nexus", "nexus"),
          Map.entry("pubsub", "gar"),
          Map.entry("quay", "quay"),
          Map.entry("tencent", "tcr"),
          Map.entry("zot", "zot"));

  /** Samples that must be read correctly: all that exist. */
  private static final Set<String> GATED =
      Set.of(
          "acr",
          "aliyun",
          "cdevents",
          "cloudevent",
          "cloudevents",
          "distribution",
          "dockerhub",
          "ecr",
          "forgejo",
          "gar",
          "gcr",
          "ghcr",
          "gitea",
          "gitlab",
          "harbor",
          "jfrog",
          "keel",
          "nexus",
          "pubsub",
          "quay",
          "tencent",
          "zot");

  private static final Path FOLDER =
      Stream.of(
              Objects.requireNonNullElse(System.getenv("PAYLOADS_DIR"), ""),
              "../shared/payloads",
              "../../shared/payloads")
          .filter(name -> !name.isEmpty())
          .map(Path::of)
          .filter(Files::isDirectory)
          .findFirst()
          .orElse(Path.of("../shared/payloads"));

  private final ObjectMapper mapper = new ObjectMapper();

  @Inject RecordingPipeline pipeline;

  /** One sample: its request, and the expected entries. */
  private record Sample(String name, String prefix, byte[] body, JsonNode meta) {
    JsonNode expect() {
      return meta.path("expect");
    }
  }

  @Test
  void everyFormatIsUnderstoodAsItsSamplesExpect() throws Exception {
    assumeTrue(Files.isDirectory(FOLDER), () -> "skipped: there is no folder " + FOLDER);
    pipeline.reset();
    Map<String, List<String>> optionalDifferences = new TreeMap<>();
    SoftAssertions assertions = new SoftAssertions();

    for (Sample sample : samples()) {
      List<String> wrong = new ArrayList<>(compare(sample, "auto"));
      String format = FORMATS.getOrDefault(sample.prefix(), "?");
      if (Dialect.named(format).isPresent()) {
        wrong.addAll(compare(sample, format));
      }
      if (GATED.contains(sample.prefix())) {
        assertions.assertThat(wrong).as(sample.name()).isEmpty();
      } else if (!wrong.isEmpty()) {
        optionalDifferences
            .computeIfAbsent(sample.prefix(), prefix -> new ArrayList<>())
            .addAll(wrong);
      }
    }

    optionalDifferences.forEach(
        (prefix, wrong) ->
            System.out.println("not yet: " + prefix + "\n  " + String.join("\n  ", wrong)));
    assertions.assertThat(pipeline.handled()).as("explain changes nothing").isEmpty();
    assertions.assertAll();
  }

  private List<Sample> samples() throws Exception {
    List<Sample> samples = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path meta :
          files.filter(file -> file.toString().endsWith(".meta.json")).sorted().toList()) {
        String name = meta.getFileName().toString().replace(".meta.json", "");
        Path body = meta.resolveSibling(name + ".json");
        Sample sample =
            new Sample(
                name,
                name.split("-", 2)[0],
                Files.exists(body) ? Files.readAllBytes(body) : new byte[0],
                mapper.readTree(Files.readAllBytes(meta)));
        if (sample.meta().path("strict").asBoolean(true)) {
          samples.add(sample);
        }
      }
    }
    assertThat(samples).isNotEmpty();
    return samples;
  }

  /** Sends a sample and describes the differences from what it expects. */
  private List<String> compare(Sample sample, String format) throws Exception {
    List<String> headers = new ArrayList<>(List.of(PayloadsProfile.HEADER, PayloadsProfile.SECRET));
    sample
        .meta()
        .path("headers")
        .properties()
        .forEach(
            header -> {
              if (!Set.of("host", "content-length", "connection", "expect", "upgrade")
                  .contains(header.getKey().toLowerCase(java.util.Locale.ROOT))) {
                headers.add(header.getKey());
                headers.add(header.getValue().asText());
              }
            });
    String query = sample.meta().path("query").asText("");
    HttpResponse<String> answer =
        new Http(RestAssured.port)
            .send(
                sample.meta().path("method").asText("POST"),
                "/webhooks/"
                    + PayloadsProfile.source(
                        format, sample.meta().path("auth").path("type").asText("header"))
                    + "?explain=true"
                    + (query.isEmpty() ? "" : "&" + query),
                sample.body(),
                headers.toArray(String[]::new));
    Differences differences = new Differences(sample.name() + " as " + format);
    if (sample.expect().has("response")) {
      compareResponse(sample.expect().path("response"), answer, differences);
    } else if (answer.statusCode() != 200) {
      differences.add("status", 200, answer.statusCode() + " " + answer.body());
    } else {
      compareEntries(
          sample.expect(),
          mapper.readTree(answer.body()).path("events").valueStream().toList(),
          differences);
    }
    return differences.all();
  }

  private void compareResponse(
      JsonNode expected, HttpResponse<String> answer, Differences differences) throws Exception {
    differences.compare("status", expected.path("status").asInt(200), answer.statusCode());
    if (expected.has("json")) {
      differences.compare("json", expected.path("json"), mapper.readTree(answer.body()));
    }
    expected
        .path("headers")
        .properties()
        .forEach(
            header ->
                differences.compare(
                    header.getKey(),
                    header.getValue().asText(),
                    answer.headers().firstValue(header.getKey()).orElse("")));
  }

  private static void compareEntries(
      JsonNode expect, List<JsonNode> entries, Differences differences) {
    List<JsonNode> relevant =
        entries.stream().filter(entry -> entry.path("ignored").isNull()).toList();
    if (expect.path("ignored").asBoolean()) {
      // The samples call a delete ignored, because it is not a push; Tagfast records a
      // tombstone.
      boolean allIgnored =
          relevant.stream().allMatch(entry -> entry.path("action").asText().equals("delete"));
      differences.compare("ignored", true, allIgnored);
      if (!entries.isEmpty()) {
        differences.compare(
            "action",
            action(expect.path("action").asText()),
            entries.getFirst().path("action").asText());
      }
      return;
    }
    if (relevant.isEmpty()) {
      differences.add("ignored", false, entries);
      return;
    }
    compareEntry(expect, expect, relevant.getFirst(), differences);
    JsonNode events = expect.path("events");
    if (events.isArray()) {
      differences.compare("number of events", events.size(), relevant.size());
      for (int i = 0; i < Math.min(events.size(), relevant.size()); i++) {
        compareEntry(events.path(i), expect, relevant.get(i), differences);
      }
    }
  }

  private static void compareEntry(
      JsonNode expected, JsonNode expect, JsonNode entry, Differences differences) {
    differences.compare(
        "action",
        action(expected.path("action").asText(expect.path("action").asText())),
        entry.path("action").asText());
    String registry =
        expect.path("registryFrom").asText().equals("config")
            ? "localhost:5001"
            : expected.path("registry").asText();
    differences.compare("registry", registry, entry.path("registry").asText());
    for (String field : List.of("repository", "tag", "digest", "mediaType", "eventId", "actor")) {
      if (expected.has(field)) {
        differences.compare(field, expected.path(field), entry.path(field));
      }
    }
  }

  private static String action(String said) {
    return said.equals("push") || said.equals("delete") ? said : "other";
  }

  /** The differences between expected and actual values. */
  private record Differences(String name, List<String> all) {
    Differences(String name) {
      this(name, new ArrayList<>());
    }

    void compare(String what, Object expected, Object actual) {
      if (!expected.equals(actual)) {
        add(what, expected, actual);
      }
    }

    void add(String what, Object expected, Object actual) {
      all.add(name + ": " + what + " is " + actual + ", should be " + expected);
    }
  }
}
