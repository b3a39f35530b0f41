package dev.tagfast.report.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.proxy.LittleProxy;
import dev.tagfast.proxy.Proxies;
import dev.tagfast.report.DeliveryResult;
import dev.tagfast.report.DeliveryResult.Delivered;
import dev.tagfast.report.DeliveryResult.NotApplicable;
import dev.tagfast.report.DeliveryResult.Refused;
import dev.tagfast.report.DeliveryResult.Undelivered;
import dev.tagfast.report.ImageTagLinks.ImageTagObject;
import dev.tagfast.report.LogCapture;
import dev.tagfast.report.Receiver;
import dev.tagfast.report.ReportChannel;
import dev.tagfast.report.Samples;
import dev.tagfast.report.dispatch.ReportDispatcher;
import dev.tagfast.report.http.HttpPost;
import dev.tagfast.report.http.SecretUrl;
import dev.tagfast.report.metrics.MetricsTest;
import dev.tagfast.testing.TestSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tagfast.report.slack-url}: the text that Slack and many others take. */
class SlackCompatibleTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final String SECRET = "/services/T000/B000/hunter2";

  private Receiver slack;

  @BeforeEach
  void open() throws IOException {
    slack = new Receiver().answering(200);
  }

  @AfterEach
  void close() {
    slack.close();
  }

  @AfterAll
  static void stop() {
    VERTX.close();
  }

  @Test
  void anAlertSaysWhatHappenedWhoDidItAndWhatToDo() throws IOException {
    assertThat(reporter().deliver(Samples.overwritten())).isEqualTo(new Delivered());

    assertThat(slack.received.getFirst().path()).isEqualTo(SECRET);
    assertThat(text())
        .isEqualTo(
            """
            *TagOverwritten*
            The protected tag `%1$s` was overwritten: it was `%2$s`, it now shows `%3$s`.
            By `mallory`, says `hub`.
            Rejected: workloads stay on the accepted digest.
            If that is right, accept this one digest: `kubectl annotate --overwrite imagetag \
            pizza-2018-05-12-0123 -n tagfast tagfast.dev/accept=%3$s`. If it is not, push the \
            accepted image again."""
                .formatted(Samples.KEY, Samples.FORMAGGI, Samples.HAWAII));
  }

  @Test
  void outsideTextCallsNobodyAndFormatsNothing() throws IOException {
    reporter()
        .deliver(
            Samples.overwritten(
                "`<!channel> <http://evil.example|click>\n*bold* & @all",
                "said: <!here> `@everyone`\r\n<@U123>"));

    assertThat(text())
        .doesNotContain("<", ">", "@all`\n@", "\r")
        .contains(
            "By `'&lt;!channel&gt; &lt;http://evil.example|click&gt;\uFFFD*bold* &amp; @all`,")
        .contains("Said: &lt;!here&gt; '@\u2060everyone'\uFFFD\uFFFD&lt;@\u2060U123&gt;");
    assertThat(text().lines()).hasSize(5);
  }

  @Test
  void longTextIsCutAndNeverInTheMiddleOfAnEmoji() throws IOException {
    reporter().deliver(Samples.overwritten("x" + "🍕".repeat(300), "y" + "🍕".repeat(3_000)));

    assertThat(text()).hasSizeLessThan(2_500).contains("🍕…`, says", "🍕…\n");
    assertThat(StandardCharsets.UTF_16.newEncoder().canEncode(text())).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ReportKind.class)
  void onlyAlertsAndTheGoodEndOfOneGoToPeople(ReportKind kind) {
    DeliveryResult delivery =
        reporter()
            .deliver(Samples.report(kind, Reason.OBSERVE_ONLY, "alice", "", Optional.empty()));

    boolean forPeople = kind.isAlert() || kind == ReportKind.TAG_RESTORED;
    assertThat(delivery).isEqualTo(forPeople ? new Delivered() : new NotApplicable());
    assertThat(slack.received).hasSize(forPeople ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void aBusyWebhookIsTriedAgain(int status) {
    slack.answering(status);

    assertThat(reporter().deliver(Samples.overwritten())).isInstanceOf(Undelivered.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 403, 404, 410})
  void aWebhookThatIsGoneIsNotTriedForEver(int status) {
    slack.answering(status);

    assertThat(reporter().deliver(Samples.overwritten())).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404, 500, 0})
  void theSecretUrlIsNeverShown(int status) {
    ReportChannel channel = reporter();
    if (status == 0) {
      slack.close();
    } else {
      slack.answering(status);
    }
    try (LogCapture log = new LogCapture("")) {
      DeliveryResult delivery = channel.deliver(Samples.overwritten());
      new ReportDispatcher(List.of(channel), MetricsTest.metrics()).tell(Samples.overwritten());

      assertThat(delivery.toString()).doesNotContain("hunter2");
      assertThat(log.lines).noneMatch(line -> line.contains("hunter2"));
      assertThat(SecretUrl.parse("x", slack.url(SECRET))).hasToString("127.0.0.1");
    }
  }

  @Test
  void aWebhookThatOnlyAProxyCanResolveGetsTheAlert() {
    try (LittleProxy proxy = new LittleProxy().knows("chat.invalid", slack.port())) {
      ReportChannel reporter =
          reporter(
              "http://chat.invalid" + SECRET, new Proxies(Map.of("HTTP_PROXY", proxy.address())));

      assertThat(reporter.deliver(Samples.overwritten())).isEqualTo(new Delivered());
      assertThat(proxy.lines()).hasSize(1);
    }
  }

  private ReportChannel reporter() {
    return reporter(slack.url(SECRET), Proxies.NONE);
  }

  private static ReportChannel reporter(String url, Proxies proxies) {
    return new Messengers(
            TestSettings.of(Map.of("tagfast.report.slack-url", url)),
            _ -> Optional.of(new ImageTagObject("tagfast", "pizza-2018-05-12-0123")),
            _ -> Optional.empty(),
            new HttpPost(VERTX, proxies),
            () -> Samples.NOW)
        .channels()
        .getFirst();
  }

  private String text() throws IOException {
    return new ObjectMapper().readTree(slack.received.getFirst().body()).get("text").textValue();
  }
}
