package dev.tagfast.report.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.report.DeliveryResult;
import dev.tagfast.report.DeliveryResult.Delivered;
import dev.tagfast.report.DeliveryResult.NotApplicable;
import dev.tagfast.report.DeliveryResult.Refused;
import dev.tagfast.report.DeliveryResult.Undelivered;
import dev.tagfast.report.ImageTagLinks;
import dev.tagfast.report.Report;
import dev.tagfast.report.ReportChannel;
import dev.tagfast.report.ReportText;
import dev.tagfast.report.http.HttpPost;
import dev.tagfast.report.http.PostResult.NoAnswer;
import dev.tagfast.report.http.PostResult.Status;
import dev.tagfast.report.http.SecretUrl;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Sends alerts, and the restore that ends one, to a Slack-compatible incoming webhook. The URL is
 * the credential, so only its host is ever shown.
 */
@ApplicationScoped
public class SlackReporter implements ReportChannel {
  private static final Map<String, String> HEADERS = Map.of("content-type", "application/json");

  private final Optional<SecretUrl> webhook;
  private final Duration timeout;
  private final ImageTagLinks objects;
  private final HttpPost http;

  SlackReporter(Settings settings, ImageTagLinks objects, HttpPost http) {
    webhook = webhook(settings);
    timeout = settings.report().timeout();
    this.objects = objects;
    this.http = http;
  }

  /**
   * The configured webhook; empty if none is set.
   *
   * @throws dev.tagfast.settings.WrongSetting if it is not a URL
   */
  public static Optional<SecretUrl> webhook(Settings settings) {
    return settings
        .report()
        .slackUrl()
        .filter(text -> !text.isBlank())
        .map(text -> SecretUrl.parse("tagfast.report.slack-url", text));
  }

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public boolean takes(Report report) {
    boolean forPeople = report.kind().isAlert() || report.kind() == ReportKind.TAG_RESTORED;
    return webhook.isPresent() && forPeople;
  }

  @Override
  public DeliveryResult deliver(Report report) {
    return webhook
        .filter(_ -> takes(report))
        .map(to -> send(to, report))
        .orElseGet(NotApplicable::new);
  }

  private DeliveryResult send(SecretUrl to, Report report) {
    String text =
        SlackText.of(report.reason().word(), ReportText.of(report, objects.of(report.key())));
    byte[] body =
        JsonNodeFactory.instance
            .objectNode()
            .put("text", text)
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    return switch (http.send(to, HEADERS, body, timeout)) {
      case Status status when status.isTaken() -> new Delivered();
      case Status status when status.isTemporary() ->
          new Undelivered("the webhook at %s answered %d".formatted(to, status.code()));
      case Status(int code) ->
          new Refused(
              "the webhook at %s answered %d: is tagfast.report.slack-url still the right one?"
                  .formatted(to, code));
      case NoAnswer(String why) -> new Undelivered("the webhook at " + to + ": " + why);
    };
  }
}
