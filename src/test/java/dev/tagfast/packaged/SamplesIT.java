package dev.tagfast.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.demo.AppProcess;
import dev.tagfast.demo.Ports;
import dev.tagfast.intake.dialect.Dialect;
import dev.tagfast.testing.MockApi;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Recorded requests of real registries ({@code ../shared/payloads}, or {@code PAYLOADS_DIR}), sent
 * to every format at one door and as they are to the other, are answered by the package that was
 * chosen as by the JVM's. {@code SharedPayloadsTest} says that the answers are right.
 */
class SamplesIT {
  private static final String HEADER = "X-Payload-Secret";
  private static final String SECRET = "saffron";

  /** What HTTP clients set themselves. */
  private static final Set<String> OF_THE_CLIENT =
      Set.of("host", "content-length", "connection", "expect", "upgrade");

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
  private final List<AutoCloseable> open = new ArrayList<>();
  private AppProcess chosen;
  private AppProcess jvm;

  private record Sample(String name, byte[] body, JsonNode meta) {
    String auth() {
      return meta.path("auth").path("type").asText("header");
    }
  }

  /** What the two must agree on. */
  private record Answer(int status, String type, String body) {}

  @BeforeEach
  void startBoth() {
    assumeTrue(Files.isDirectory(FOLDER), () -> "skipped: there is no folder " + FOLDER);
    MockApi api = opened(MockApi.start());
    Map<String, String> settings = settings(api);
    chosen = opened(new AppProcess(Ports.free(), settings, AppPackage.chosen().command(List.of())));
    jvm = opened(new AppProcess(Ports.free(), settings, AppPackage.JVM.command(List.of())));
    chosen.awaitReady();
    jvm.awaitReady();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable part : open.reversed()) {
      part.close();
    }
  }

  @Test
  void everyFormatSaysOfEverySampleWhatItSaysOnTheJvm() throws Exception {
    SoftAssertions assertions = new SoftAssertions();
    int understood = 0;
    for (Sample sample : samples()) {
      for (String format : formats()) {
        String path =
            "/webhooks/"
                + source(format, sample.auth())
                + "?explain=true&"
                + sample.meta().path("query").asText("");
        Answer answer = send(chosen, path, sample);
        understood += answer.body().contains("\"verdict\":\"") ? 1 : 0;
        assertions
            .assertThat(answer)
            .as("%s as %s", sample.name(), format)
            .isEqualTo(send(jvm, path, sample));
      }
    }
    assertions.assertAll();
    assertThat(understood).as("samples with a verdict").isPositive();
  }

  @Test
  void theOtherDoorAnswersEverySampleAsOnTheJvm() throws Exception {
    SoftAssertions assertions = new SoftAssertions();
    for (Sample sample : samples()) {
      String path = "/?secret=" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
      assertions
          .assertThat(send(chosen, path, sample))
          .as(sample.name())
          .isEqualTo(send(jvm, path, sample));
    }
    assertions.assertAll();
  }

  private static Answer send(AppProcess app, String path, Sample sample) {
    byte[] body = sample.body();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(app.uri().resolve(path))
            .header(HEADER, SECRET)
            .method(
                sample.meta().path("method").asText("POST"),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    sample.meta().path("headers").properties().stream()
        .filter(header -> !OF_THE_CLIENT.contains(header.getKey().toLowerCase(Locale.ROOT)))
        .forEach(header -> request.header(header.getKey(), header.getValue().asText()));
    HttpResponse<String> answer = app.send(request.build());
    return new Answer(
        answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""), answer.body());
  }

  private List<Sample> samples() throws IOException {
    List<Sample> samples = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path meta :
          files.filter(file -> file.toString().endsWith(".meta.json")).sorted().toList()) {
        String name = meta.getFileName().toString().replace(".meta.json", "");
        Path body = meta.resolveSibling(name + ".json");
        samples.add(
            new Sample(
                name,
                Files.exists(body) ? Files.readAllBytes(body) : new byte[0],
                mapper.readTree(Files.readAllBytes(meta))));
      }
    }
    assertThat(samples).isNotEmpty();
    return samples;
  }

  private static List<String> formats() {
    return Stream.concat(Stream.of("auto"), Dialect.all().stream().map(Dialect::name))
        .distinct()
        .toList();
  }

  private static String source(String format, String auth) {
    return format.replace("-", "") + auth.replace("-", "");
  }

  private static Map<String, String> settings(MockApi api) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL", api.url());
    settings.put("QUARKUS_KUBERNETES_CLIENT_NAMESPACE", MockApi.NAMESPACE);
    settings.put("TAGFAST_LEDGER_STORE", "memory");
    settings.put("TAGFAST_RECONCILE_EVERY", "off");
    // Nobody listens there, so that no look takes long.
    settings.put("TAGFAST_REGISTRIES_LOCAL_HOST", "127.0.0.1:" + Ports.free());
    settings.put("TAGFAST_REGISTRIES_LOCAL_INSECURE", "true");
    settings.put("TAGFAST_REGISTRIES_LOCAL_ATTEMPTS", "1");
    settings.put("TAGFAST_EVENTS_AUTH", "query");
    settings.put("TAGFAST_EVENTS_PARAMETER", "secret");
    settings.put("TAGFAST_EVENTS_SECRET", SECRET);
    settings.put("TAGFAST_EVENTS_DEFAULT_REGISTRY", "local");
    for (String format : formats()) {
      for (String auth : List.of("header", "hmac-sha256", "hmac-sha1")) {
        String source = "TAGFAST_SOURCES_" + source(format, auth).toUpperCase(Locale.ROOT) + "_";
        settings.put(source + "FORMAT", format);
        settings.put(source + "AUTH", auth);
        settings.put(source + "SECRET", auth.equals("header") ? SECRET : "test-secret");
        settings.put(source + "DEFAULT_REGISTRY", "local");
        if (auth.equals("header")) {
          settings.put(source + "HEADER", HEADER);
        }
      }
    }
    return settings;
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.add(part);
    return part;
  }
}
