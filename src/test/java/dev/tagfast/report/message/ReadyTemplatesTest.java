package dev.tagfast.report.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.report.DeliveryResult.Delivered;
import dev.tagfast.report.Report;
import dev.tagfast.report.Samples;
import dev.tagfast.settings.Settings.MessengerType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each ready template sends fits what its service documents. The schemas are in {@code
 * src/test/resources/messages}; each names the page that it was written from.
 */
class ReadyTemplatesTest {
  private static final String WORD_JOINER = "\u2060";

  /** What whoever pushes could write, to call people, to make a link, or to leave a string. */
  private static final String HOSTILE =
      "`<!channel> <!here|x> <@U123> <users/all> <at>all</at> @everyone @here @channel @all @room"
          + " <http://evil.example|click> [click](http://evil.example) www.evil.example **bold**"
          + " \"},\"routing_key\":\"x\",{evil}{#for x in y}\\\" <script>alert(1)</script> ";

  /** As long as a service may have to bear. */
  private static final String LONG = "*_".repeat(5_000);

  static Stream<MessengerType> services() {
    return Arrays.stream(MessengerType.values()).filter(type -> Service.template(type).isPresent());
  }

  @ParameterizedTest
  @MethodSource("services")
  void everyKindOfReportFits(MessengerType type) throws IOException {
    try (Messages messages = Messages.of(type).with("kinds", "all")) {
      for (ReportKind kind : ReportKind.values()) {
        sendsWhatFits(type, messages, List.of(report(kind, "alice", "It is so.")));
      }
      assertThat(messages.place.received).hasSize(ReportKind.values().length);
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void linksFit(MessengerType type) throws IOException {
    try (Messages messages =
        Messages.of(type)
            .withSetting("tagfast.registries.fake.host", Samples.KEY.repository().host())
            .withSetting(
                "tagfast.registries.fake.page", "https://hub.example/{repository}?tag={tag}")) {
      sendsWhatFits(
          type,
          messages,
          List.of(
              Samples.with(
                  Samples.overwritten(),
                  Samples.index(build("1"), "linux/amd64"),
                  Samples.index(build("2"), "linux/amd64"))));

      assertThat(messages.last().toString())
          .contains("https://hub.example/pizza?tag=2018-05-12")
          .satisfies(
              body -> {
                if (type != MessengerType.ALERTMANAGER) {
                  assertThat(body)
                      .contains("https://github.com/team/pizza/commit/" + "2".repeat(40));
                }
              });
    }
  }

  private static dev.tagfast.manifest.BuildInfo build(String digit) {
    return Samples.build(
        "https://github.com/team/pizza.git", digit.repeat(40), "2026-11-24T09:00:00Z", "1");
  }

  @ParameterizedTest
  @MethodSource("services")
  void aHundredWorkloadsFit(MessengerType type) throws IOException {
    try (Messages messages = Messages.of(type).with("kinds", "rollout.held")) {
      sendsWhatFits(
          type,
          messages,
          IntStream.range(0, 100)
              .mapToObj(i -> held("workload-" + i, HOSTILE + i + LONG))
              .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void hostileTextCallsNobodyMakesNoLinkAndStaysInItsString(MessengerType type) throws IOException {
    try (Messages messages = Messages.of(type)) {
      sendsWhatFits(type, messages, List.of(report(ReportKind.TAG_OVERWRITTEN, HOSTILE, HOSTILE)));

      switch (type) {
        case SLACK_COMPATIBLE -> {
          String text = messages.last().at("/text").textValue();
          assertThat(text).doesNotContain("<", ">");
          assertCalm(withoutCode(text));
        }
        // Elements of the type text are not read: it is enough that nothing else is made of it.
        case SLACK -> {
          assertThat(messages.last().findValuesAsText("type"))
              .containsOnly("header", "plain_text", "rich_text", "rich_text_section", "text");
          assertThat(messages.last().at("/text").textValue()).doesNotContain("<", "@");
        }
        case TEAMS ->
            assertThat(messages.last().findValuesAsText("type"))
                .containsOnly("message", "AdaptiveCard", "RichTextBlock", "TextRun");
        case DISCORD -> {
          assertThat(messages.last().at("/allowed_mentions/parse")).isEmpty();
          assertCalmMarkdown(messages.last().at("/embeds/0/description").textValue());
        }
        case MATTERMOST, ROCKET_CHAT -> {
          String text = messages.last().at("/attachments/0/text").textValue();
          assertCalmMarkdown(text);
          assertThat(text)
              .doesNotContain("<!", "<@U", "<http://")
              .doesNotContainPattern("(^|\\W)@[a-z]");
        }
        case GOOGLE_CHAT ->
            messages
                .last()
                .findValues("textParagraph")
                .forEach(it -> assertCalmHtml(it.get("text").textValue(), "b"));
        case MATRIX -> {
          assertCalmHtml(messages.last().at("/formatted_body").textValue(), "strong|br|code");
          assertCalm(messages.last().at("/body").textValue());
          assertThat(messages.last().at("/m.mentions")).isEmpty();
        }
        case PAGERDUTY ->
            assertThat(messages.last().at("/routing_key").textValue()).isEqualTo(Messages.SECRET);
        // These show text as it is.
        case OPSGENIE, ALERTMANAGER, WEBHOOK -> {}
      }
    }
  }

  private static void assertCalm(String text) {
    assertThat(text).doesNotContainPattern("@[A-Za-z]").doesNotContain("://", "www.");
  }

  private static void assertCalmMarkdown(String text) {
    String plain = withoutCode(text);
    assertCalm(plain);
    assertThat(plain).contains("\\[click\\]\\(http:" + WORD_JOINER + "//evil.example\\)");
    assertThat(plain).doesNotContainPattern("(?<!\\\\)[*_\\[\\]<>~|#]");
  }

  private static void assertCalmHtml(String text, String tags) {
    assertThat(text.replaceAll("</?(?:" + tags + ")>", "")).doesNotContain("<", ">");
    assertCalm(text);
  }

  /** Code spans; a backtick that opens none would stay. */
  private static String withoutCode(String text) {
    return text.replaceAll("(?<!\\\\)`[^`]*`", "");
  }

  private static void sendsWhatFits(MessengerType type, Messages messages, List<Report> group)
      throws IOException {
    assertThat(messages.channel().deliver(group)).isEqualTo(new Delivered());
    JsonNode sent = messages.last();
    try (InputStream schema =
        ReadyTemplatesTest.class.getResourceAsStream(
            "/messages/" + Service.word(type) + ".schema.json")) {
      assertThat(schema).as("schema of %s", type).isNotNull();
      assertThat(
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                  .getSchema(schema)
                  .validate(sent, it -> it.getExecutionConfig().setFormatAssertionsEnabled(true)))
          .as("%s", sent)
          .isEmpty();
    }
    assertThat(sent.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(28 * 1024);
    for (JsonNode embed : sent.path("embeds")) {
      assertThat(embed.toString()).as("Discord's 6000 for all of an embed").hasSizeLessThan(6_000);
    }
  }

  private static Report report(ReportKind kind, String actor, String detail) {
    Reason reason =
        switch (kind) {
          case TAG_OVERWRITTEN -> Reason.TAG_OVERWRITTEN;
          case TAG_ACCEPTED -> Reason.TAG_MOVED;
          default -> Reason.OBSERVE_ONLY;
        };
    boolean ofWorkload = kind.name().startsWith("ROLLOUT") || kind.name().startsWith("DRIFT");
    return Samples.report(
        kind,
        reason,
        actor,
        detail,
        ofWorkload ? Samples.rollout(kind, reason).rollout() : Optional.<RolloutResult>empty());
  }

  private static Report held(String name, String detail) {
    List<String> containers = new ArrayList<>(List.of("web"));
    RolloutResult result =
        new RolloutResult(
            new Workload("apps/v1", "Deployment", "shop", name, "uid-" + name),
            containers,
            Reason.PERSON_HOLDS,
            Optional.of(Samples.FORMAGGI),
            Samples.HAWAII,
            detail);
    return Samples.report(
        ReportKind.ROLLOUT_HELD, Reason.PERSON_HOLDS, HOSTILE, detail, Optional.of(result));
  }
}
