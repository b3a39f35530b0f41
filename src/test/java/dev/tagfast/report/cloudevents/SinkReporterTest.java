package dev.tagfast.report.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.proxy.LittleProxy;
import dev.tagfast.proxy.Proxies;
import dev.tagfast.report.DeliveryResult.Delivered;
import dev.tagfast.report.DeliveryResult.NotApplicable;
import dev.tagfast.report.DeliveryResult.Undelivered;
import dev.tagfast.report.Receiver;
import dev.tagfast.report.Samples;
import dev.tagfast.report.http.HttpPost;
import dev.tagfast.settings.WrongSetting;
import dev.tagfast.testing.TestSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SinkReporterTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final HttpPost HTTP = new HttpPost(VERTX, Proxies.NONE);

  private Receiver sink;

  @BeforeEach
  void open() throws IOException {
    sink = new Receiver();
  }

  @AfterEach
  void close() {
    sink.close();
  }

  @AfterAll
  static void stop() {
    VERTX.close();
  }

  @Test
  void aReportArrivesAsACloudEventInBinaryMode() {
    assertThat(reporter(Map.of()).deliver(Samples.overwritten())).isEqualTo(new Delivered());

    Receiver.Received received = sink.received.getFirst();
    assertThat(received.method()).isEqualTo("POST");
    assertThat(received.path()).isEqualTo("/default");
    assertThat(received.headers().getFirst("ce-specversion")).isEqualTo("1.0");
    assertThat(received.headers().getFirst("ce-id")).isEqualTo(Samples.overwritten().id());
    assertThat(received.headers().getFirst("ce-type")).isEqualTo("dev.tagfast.tag.overwritten");
    assertThat(received.headers().getFirst("ce-source"))
        .isEqualTo("tagfast/registry.example:5000/pizza:2018-05-12");
    assertThat(received.headers().getFirst("ce-subject")).isEqualTo(Samples.KEY.toString());
    assertThat(received.headers().getFirst("ce-time")).isEqualTo("2026-11-24T09:30:00Z");
    assertThat(received.headers().getFirst("content-type")).isEqualTo("application/json");
    assertThat(received.body()).contains("\"reason\":\"TagOverwritten\"", "\"actor\":\"mallory\"");
  }

  @Test
  void theOverridesOfASinkBindingAreAddedAndEncoded() {
    Map<String, String> overrides =
        Map.of(
            "tagfast.report.ce-overrides",
            "{\"extensions\":{\"team\":\"Fünf 100%\",\"zone\":\"b\"}}");

    reporter(overrides).deliver(Samples.overwritten());

    assertThat(sink.received.getFirst().headers().getFirst("ce-team"))
        .isEqualTo("F%C3%BCnf%20100%25");
    assertThat(sink.received.getFirst().headers().getFirst("ce-zone")).isEqualTo("b");
  }

  @Test
  void theTokenOfTheMomentIsShownToTheSink(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("token");
    SinkReporter reporter = reporter(Map.of("tagfast.report.token-file", file.toString()));

    reporter.deliver(Samples.overwritten());
    Files.writeString(file, "header.claims.signature\n");
    reporter.deliver(Samples.overwritten());
    Files.writeString(file, "renewed");
    reporter.deliver(Samples.overwritten());
    Files.writeString(file, "no\nheader");
    reporter.deliver(Samples.overwritten());

    assertThat(sink.received)
        .extracting(received -> received.headers().getFirst("Authorization"))
        .containsExactly(null, "Bearer header.claims.signature", "Bearer renewed", null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "nonsense",
        "{\"extensions\":7}",
        "{\"extensions\":{\"id\":\"x\"}}",
        "{\"extensions\":{\"Bad-Name\":\"x\"}}",
        "{\"extensions\":{\"a\":{}}}"
      })
  void overridesThatAreNoneStopTheStart(String json) {
    assertThatThrownBy(() -> reporter(Map.of("tagfast.report.ce-overrides", json)))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("K_CE_OVERRIDES");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 410, 429, 500, 503})
  void whateverASinkAnswersButYesTheReportStaysOwed(int status) {
    sink.answering(status);

    assertThat(reporter(Map.of()).deliver(Samples.overwritten()))
        .isInstanceOfSatisfying(
            Undelivered.class, it -> assertThat(it.why()).contains("127.0.0.1", "" + status));
  }

  @Test
  void aRedirectIsNotFollowedWithTheReport() throws IOException {
    try (Receiver elsewhere = new Receiver()) {
      sink.redirectingTo(elsewhere.url("/"));

      assertThat(reporter(Map.of()).deliver(Samples.overwritten())).isInstanceOf(Undelivered.class);
      assertThat(elsewhere.received).isEmpty();
    }
  }

  @Test
  void aSinkThatIsDownIsNamed() {
    SinkReporter reporter = reporter(Map.of());
    sink.close();

    assertThat(reporter.deliver(Samples.overwritten()))
        .isEqualTo(
            new Undelivered(
                "the sink at 127.0.0.1: the connection was refused, nobody listens there"));
  }

  @Test
  void aSinkThatDoesNotAnswerIsNotWaitedForForEver() {
    sink.silent();

    assertThat(reporter(Map.of("tagfast.report.timeout", "PT0.2S")).deliver(Samples.overwritten()))
        .isEqualTo(new Undelivered("the sink at 127.0.0.1: no answer within 200 ms"));
  }

  @Test
  void withoutASinkTheReportIsForOthers() {
    SinkReporter blank =
        new SinkReporter(
            TestSettings.of(Map.of("tagfast.report.sink", " ")),
            new ReportEvents(TestSettings.of(Map.of())),
            HTTP);

    assertThat(blank.deliver(Samples.overwritten())).isEqualTo(new NotApplicable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"broker", "ftp://broker/x", "http://user:hunter2@broker/", "http:// x"})
  void aSinkThatIsNoUrlStopsTheStartWithoutBeingShown(String url) {
    assertThatThrownBy(() -> reporter(Map.of("tagfast.report.sink", url)))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("tagfast.report.sink")
        .hasMessageNotContaining(url)
        .hasNoCause();
  }

  @Test
  void aSinkThatOnlyAProxyCanResolveGetsTheReportWithoutTheProxysPassword() {
    try (LittleProxy proxy = new LittleProxy().knows("sink.invalid", sink.port())) {
      SinkReporter reporter =
          reporter(
              Map.of("tagfast.report.sink", "http://sink.invalid/default"),
              new HttpPost(VERTX, proxies("http://cook:s3cret@" + proxy.address(), "")));
      SinkReporter direct =
          reporter(
              Map.of("tagfast.report.sink", "http://sink.invalid/default"),
              new HttpPost(VERTX, proxies(proxy.address(), ".invalid")));

      assertThat(reporter.deliver(Samples.overwritten())).isEqualTo(new Delivered());
      assertThat(direct.deliver(Samples.overwritten())).isInstanceOf(Undelivered.class);

      assertThat(proxy.lines()).containsExactly("POST http://sink.invalid/default HTTP/1.1");
      assertThat(proxy.heads().getFirst()).contains("Proxy-Authorization: Basic");
      assertThat(sink.received).hasSize(1);
      assertThat(sink.received.getFirst().headers()).doesNotContainKey("Proxy-Authorization");
      // The own machine is asked directly.
      assertThat(
              reporter(Map.of(), new HttpPost(VERTX, proxies("http://a:b@" + proxy.address(), "")))
                  .deliver(Samples.overwritten()))
          .isEqualTo(new Delivered());
      assertThat(sink.received.getLast().headers()).doesNotContainKey("Proxy-Authorization");
      assertThat(proxy.lines()).hasSize(1);
    }
  }

  private static Proxies proxies(String proxy, String direct) {
    return new Proxies(Map.of("HTTP_PROXY", proxy, "NO_PROXY", direct));
  }

  private SinkReporter reporter(Map<String, String> more) {
    return reporter(more, HTTP);
  }

  private SinkReporter reporter(Map<String, String> more, HttpPost http) {
    Map<String, String> properties =
        new HashMap<>(Map.of("tagfast.report.sink", sink.url("/default")));
    properties.putAll(more);
    return new SinkReporter(
        TestSettings.of(properties), new ReportEvents(TestSettings.of(Map.of())), http);
  }
}
