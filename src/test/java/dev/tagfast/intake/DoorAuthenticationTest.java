package dev.tagfast.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.PushEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authentication through the real doors. */
@QuarkusTest
@TestProfile(AuthenticationProfile.class)
class DoorAuthenticationTest {
  private static final String JSON = "application/json";
  private static final String PUSH =
      """
      {"events":[{"action":"push","request":{"host":"localhost:5001"},
                  "target":{"repository":"kitchen/pizza","tag":"today"}}]}
      """;
  private static final String OURS =
      """
      {"registry":"localhost:5001","repository":"kitchen/pizza","tag":"today"}""";

  private final List<LogRecord> accessLog = new CopyOnWriteArrayList<>();
  private final CapturingLogHandler logHandler = new CapturingLogHandler(accessLog);
  private final AtomicInteger sent = new AtomicInteger();

  @Inject RecordingPipeline pipeline;

  @BeforeEach
  void listen() {
    pipeline.reset();
    Logger.getLogger("io.quarkus.http.access-log").addHandler(logHandler);
  }

  @AfterEach
  void stopListening() {
    // The access log is written after the answer is sent: a late line must not reach the next
    // test.
    Awaitility.await().until(() -> accessLog.size() >= sent.get());
    Logger.getLogger("io.quarkus.http.access-log").removeHandler(logHandler);
  }

  @Test
  void aSecretInThePathIsTakenAndNeverWrittenDown() throws Exception {
    String secret =
        URLEncoder.encode("ore/gano & more", StandardCharsets.UTF_8).replace("+", "%20");

    assertThat(post("/webhooks/path/" + secret, PUSH, "Content-Type", JSON).statusCode())
        .isEqualTo(200);
    assertThat(pipeline.handled()).hasSize(1);
    assertThat(
            post("/webhooks/path/" + secret + "?explain=true", PUSH, "Content-Type", JSON)
                .statusCode())
        .isEqualTo(200);
    assertThat(pipeline.handled()).hasSize(1);
    assertThat(pipeline.explained()).hasSize(1);
    for (String wrong : List.of("/basilbasil", "/", "", "?token=sage")) {
      HttpResponse<String> answer = post("/webhooks/path" + wrong, PUSH, "Content-Type", JSON);
      assertThat(answer.statusCode()).as(wrong).isEqualTo(401);
      assertThat(answer.body()).doesNotContain("basilbasil", "gano");
    }
    assertThat(accessLogLines(6))
        .allMatch(line -> !line.contains("gano") && !line.contains("basil"));
    assertThat(accessLogLines(6).getFirst()).contains("/webhooks/path/***");
    assertThat(metrics()).doesNotContain("gano", "basilbasil");
  }

  @Test
  void aSecretInThePathOfAnotherSourceOpensNothingAndIsNotWrittenDownEither() throws Exception {
    for (String path : List.of("/webhooks/ci/oregano", "/webhooks/nobody/oregano")) {
      assertThat(post(path, PUSH, "Content-Type", JSON, "Authorization", "oregano").statusCode())
          .isEqualTo(404);
    }
    assertThat(accessLogLines(2)).noneMatch(line -> line.contains("oregano"));
  }

  @Test
  void theAddressOfARequestThatIsTooLargeIsMaskedToo() throws Exception {
    String large = " ".repeat(2 << 20);

    assertThat(post("/webhooks/path/oregano", large).statusCode()).isEqualTo(413);
    assertThat(post("/webhooks/query?token=oregano", large).statusCode()).isEqualTo(413);
    assertThat(accessLogLines(2)).noneMatch(line -> line.contains("oregano"));
  }

  @Test
  void aSecretInTheQueryIsTakenAndNeverWrittenDown() throws Exception {
    assertThat(
            post("/webhooks/query?explain=false&token=oregano", PUSH, "Content-Type", JSON)
                .statusCode())
        .isEqualTo(200);
    assertThat(post("/webhooks/query?token=basil", PUSH, "Content-Type", JSON).statusCode())
        .isEqualTo(401);
    assertThat(post("/webhooks/query", PUSH, "Content-Type", JSON).statusCode()).isEqualTo(401);
    assertThat(post("/?token=rosemary", OURS, binary("dev.tagfast.image.pushed")).statusCode())
        .isEqualTo(204);
    assertThat(post("/?token=basil", OURS, binary("dev.tagfast.image.pushed")).statusCode())
        .isEqualTo(401);

    assertThat(pipeline.handled()).hasSize(2);
    assertThat(accessLogLines(5))
        .allMatch(
            line ->
                !line.contains("oregano") && !line.contains("basil") && !line.contains("rosemary"));
    assertThat(accessLogLines(5).getFirst()).contains("explain=false", "token=***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webhooks/path/oregano/",
        "/webhooks/path/oregano/gano",
        "/webhooks/query?Token=oregano",
        "/webhooks/querry?token=oregano",
        "/webhooks/ci?token=oregano",
        "/webhook/path/oregano",
        "/webhook?token=oregano",
        "/WEBHOOKS/path/oregano",
        "/webhooks%2Fpath/oregano",
        "/dead-letters/oregano",
      })
  void aSlipOfThePenInAnAddressDoesNotWriteItsSecretDown(String address) throws Exception {
    assertThat(post(address, PUSH, "Content-Type", JSON).statusCode()).isBetween(401, 404);

    assertThat(accessLogLines(1))
        .noneMatch(line -> line.contains("gano"))
        .allMatch(it -> it.contains("***"));
    assertThat(metrics()).doesNotContain("oregano");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /webhooks/path/basil%zz HTTP/1.1",
        "POST /webhooks/query?token=basil%zz HTTP/1.1",
        "POST /webhooks\\path\\basil HTTP/1.1",
        "POST /webhooks/path/basil HTTP/1.1\r\nContent-Length: 3",
        "POST /webhooks/path/basil HTTP/1.1\r\nX-Large: large",
      })
  void anAddressThatIsNoneIsNotWrittenDownEither(String request) throws Exception {
    String large = "x".repeat(90_000);
    String answer =
        new Http(RestAssured.port)
            .raw(
                request.replace("large", large)
                    + "\r\nHost: here\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");

    assertThat(answer).startsWith("HTTP/1.1 4");
    Awaitility.await().until(() -> metrics().contains("status=\"4"));
    assertThat(metrics()).doesNotContain("basil");
    assertThat(accessLog).noneMatch(line -> line.getMessage().contains("basil"));
  }

  @Test
  void aSignatureIsVerifiedBeforeAnythingIsParsed() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec("ore$$gano-${HOME}-${b".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signature =
        "sha256=" + HexFormat.of().formatHex(mac.doFinal(PUSH.getBytes(StandardCharsets.UTF_8)));

    assertThat(
            post("/webhooks/signed", PUSH, "x-hub-signature-256", signature, "Content-Type", JSON)
                .statusCode())
        .isEqualTo(200);
    assertThat(
            post("/webhooks/signed", "{", "X-Hub-Signature-256", signature, "Content-Type", "x/y")
                .statusCode())
        .isEqualTo(401);
    assertThat(post("/webhooks/signed", PUSH, "Content-Type", JSON).statusCode()).isEqualTo(401);
  }

  @Test
  void anOpenSourceTakesEverybody() throws Exception {
    assertThat(post("/webhooks/open", PUSH, "Content-Type", JSON).statusCode()).isEqualTo(200);
    assertThat(pipeline.handled()).hasSize(1);
  }

  @Test
  void aPasswordOfBasicIsTheSecret() throws Exception {
    assertThat(
            post("/webhooks/ci", PUSH, "Content-Type", JSON, "Authorization", "Basic YTpvcmVnYW5v")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void cloudEventsAreTakenAtTheWebhookDoorInEveryMode() throws Exception {
    String structured =
        """
        {"specversion":"1.0","id":"e-1","source":"/other","type":"dev.tagfast.image.pushed",
         "data":%s}"""
            .formatted(OURS);

    for (HttpResponse<String> answer :
        List.of(
            auto(OURS, binary("dev.tagfast.image.pushed")),
            auto(structured, "Content-Type", "application/cloudevents+json; charset=utf-8"),
            auto(structured, "Content-Type", JSON),
            auto("[" + structured + "]", "Content-Type", "application/cloudevents-batch+json"))) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"eventId\":\"e-1\"", "\"action\":\"push\"");
    }
    assertThat(pipeline.handled()).hasSize(4).extracting(PushEvent::source).containsOnly("auto");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev.tagfast.image.changed", "kitchen.oven", "dev.tagfast.reconcile"})
  void otherCloudEventsAreIgnoredAtTheWebhookDoor(String type) throws Exception {
    HttpResponse<String> answer = auto("{}", binary(type));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains(type.startsWith("dev.") ? "\"ignored\":\"Report\"" : "\"OtherFormat\"");
    assertThat(pipeline.handled()).isEmpty();
    assertThat(pipeline.reconciles()).isZero();
  }

  @Test
  void aCloudEventThatIsNotOfTheSourcesFormatIsIgnored() throws Exception {
    String[] headers = binary("dev.tagfast.image.pushed");
    HttpResponse<String> answer = post("/webhooks/open", OURS, headers);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"ignored\":\"OtherFormat\"", "\"eventId\":\"e-1\"");
  }

  @Test
  void anIllegalCloudEventIsRefused() throws Exception {
    HttpResponse<String> answer =
        auto("{\"specversion\":\"1.0\"}", "Content-Type", "application/cloudevents+json");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("bad-event", "\"attribute\":\"id\"");
  }

  @Test
  void aFormCarriesTheNotificationAsItsPayload() throws Exception {
    String form = "x=1&payload=" + URLEncoder.encode(PUSH, StandardCharsets.UTF_8);

    HttpResponse<String> answer = auto(form, "Content-Type", "application/x-www-form-urlencoded");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("kitchen/pizza");
    assertThat(auto("payload=%", "Content-Type", "application/x-www-form-urlencoded").statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/webhooks/auto", "/webhooks/path/***", "/webhooks/query"})
  void theHandshakeOfCloudEventsIsAnswered(String path) throws Exception {
    HttpResponse<String> answer =
        send("OPTIONS", path, "", "WebHook-Request-Origin", "eventgrid.azure.net");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("WebHook-Allowed-Origin"))
        .hasValue("eventgrid.azure.net");
    assertThat(answer.headers().firstValue("WebHook-Allowed-Rate")).hasValue("*");
    assertThat(answer.headers().firstValue("Allow")).hasValue("POST, OPTIONS");
  }

  private HttpResponse<String> auto(String body, String... headers) throws Exception {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Authorization";
    all[headers.length + 1] = "oregano";
    return post("/webhooks/auto", body, all);
  }

  private static String[] binary(String type) {
    return new String[] {
      "Content-Type",
      JSON,
      "Ce-Specversion",
      "1.0",
      "Ce-Id",
      "e-1",
      "Ce-Source",
      "/other",
      "Ce-Type",
      type
    };
  }

  private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    return send("POST", path, body, headers);
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    sent.incrementAndGet();
    return new Http(RestAssured.port)
        .send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** Waits for the lines of the access log, which is written after the answer is sent. */
  private List<String> accessLogLines(int requests) {
    Awaitility.await().until(() -> accessLog.size() >= requests);
    List<String> lines = accessLog.stream().map(LogRecord::getMessage).toList();
    assertThat(lines).hasSize(requests);
    return lines;
  }

  private String metrics() throws Exception {
    return send("GET", "/q/metrics", "").body();
  }
}
