package dev.tagfast.report.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.report.DeliveryResult.NotApplicable;
import dev.tagfast.report.DeliveryResult.Undelivered;
import dev.tagfast.report.LogCapture;
import dev.tagfast.report.Report;
import dev.tagfast.report.Samples;
import dev.tagfast.report.Situation;
import dev.tagfast.settings.Settings.MessengerType;
import dev.tagfast.settings.WrongSetting;
import dev.tagfast.testing.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is told what, and how a service hears of the end of what it was told. */
class MessengersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "kinds; tag.overwritten,drift.found; true",
        "kinds; alerts; true",
        "kinds; all; true",
        "kinds; rollout.failed; false",
        "repositories; registry.example:5000/*; true",
        "repositories; registry.example:5000/pasta,**/pizza; true",
        "repositories; registry.example:5000/pasta; false",
        "namespaces; shop,kitchen; true",
        "namespaces; kitchen; false"
      })
  void aMessengerIsToldByKindRepositoryAndNamespace(String setting, String value, boolean told) {
    try (Messages messages = Messages.of(MessengerType.SLACK).with(setting, value)) {
      messages.dispatcher().tell(followedIn("shop"));

      assertThat(messages.place.received).hasSize(told ? 1 : 0);
    }
  }

  @Test
  void aReportWhoseFollowersNobodyKnowsGoesToEveryNamespace() {
    try (Messages messages = Messages.of(MessengerType.SLACK).with("namespaces", "kitchen")) {
      messages.dispatcher().tell(Samples.overwritten());

      assertThat(messages.place.received).hasSize(1);
    }
  }

  @Test
  void workloadsOfOneLookAreOneMessageAndARepeatIsNone() {
    List<Report> started = List.of(started("pizza"), started("pasta"), started("wine"));
    try (Messages messages = Messages.of(MessengerType.SLACK_COMPATIBLE).with("kinds", "all")) {
      var dispatcher = messages.dispatcher();
      assertThat(dispatcher.tellAll(started)).isEmpty();
      assertThat(dispatcher.tellAll(started)).isEmpty();

      assertThat(messages.place.received).hasSize(1);
      assertThat(messages.last().get("text").textValue())
          .contains("Deployment/shop/pizza", "Deployment/shop/pasta", "Deployment/shop/wine");
    }
  }

  @Test
  void aServiceThatKeepsIncidentsHearsOfEachWorkload() {
    try (Messages messages = Messages.of(MessengerType.PAGERDUTY).with("kinds", "all")) {
      messages.dispatcher().tellAll(List.of(started("pizza"), started("pasta")));

      assertThat(messages.place.received).hasSize(2);
    }
  }

  @Test
  void aGroupThatIsNotTakenIsOwedAsAWholeAndSentLater() {
    List<Report> started = List.of(started("pizza"), started("pasta"));
    try (Messages messages = Messages.of(MessengerType.SLACK).with("kinds", "all")) {
      var dispatcher = messages.dispatcher();
      messages.place.answering(503);
      assertThat(dispatcher.tellAll(started))
          .containsExactlyInAnyOrder(started.get(0).id(), started.get(1).id());

      messages.place.answering(200);
      assertThat(dispatcher.tellAll(started)).isEmpty();
      assertThat(messages.place.received).hasSize(2);
    }
  }

  @Test
  void pagerDutyOpensAnIncidentAndResolvesTheSame() {
    try (Messages messages = Messages.of(MessengerType.PAGERDUTY).atPath("/v2/enqueue")) {
      messages.dispatcher().tell(Samples.overwritten());
      JsonNode opened = messages.last();
      messages.dispatcher().tell(of(ReportKind.TAG_RESTORED, Reason.TAG_RESTORED));

      assertThat(opened.get("event_action").textValue()).isEqualTo("trigger");
      assertThat(messages.last().get("event_action").textValue()).isEqualTo("resolve");
      assertThat(messages.last().get("dedup_key")).isEqualTo(opened.get("dedup_key"));
      assertThat(messages.place.received.getLast().headers()).doesNotContainKey("Authorization");
    }
  }

  @Test
  void opsgenieClosesTheAlertByItsAlias() {
    try (Messages messages = Messages.of(MessengerType.OPSGENIE).atPath("/v2/alerts")) {
      messages.dispatcher().tell(Samples.overwritten());
      String alias = messages.last().get("alias").textValue();
      messages.dispatcher().tell(of(ReportKind.TAG_RETURNED, Reason.TAG_RETURNED));

      assertThat(messages.place.received.getFirst().path()).isEqualTo("/v2/alerts");
      assertThat(messages.place.received.getLast().path())
          .isEqualTo("/v2/alerts/" + alias + "/close");
      assertThat(messages.place.received.getLast().headers().getFirst("Authorization"))
          .isEqualTo("GenieKey " + Messages.SECRET);
    }
  }

  @Test
  void alertmanagerEndsAnAlertWithTheSameLabels() {
    try (Messages messages = Messages.of(MessengerType.ALERTMANAGER)) {
      messages.dispatcher().tell(Samples.overwritten());
      JsonNode fired = messages.last().get(0);
      messages.dispatcher().tell(of(ReportKind.TAG_RESTORED, Reason.TAG_RESTORED));

      assertThat(fired.at("/labels/alertname").textValue()).isEqualTo("TagfastTagOverwritten");
      assertThat(fired.get("endsAt").textValue()).isGreaterThan(fired.get("startsAt").textValue());
      assertThat(messages.last())
          .filteredOn(alert -> alert.get("labels").equals(fired.get("labels")))
          .singleElement()
          .satisfies(alert -> assertThat(alert.get("endsAt")).isEqualTo(alert.get("startsAt")));
    }
  }

  @Test
  void matrixGetsTheSameTransactionAtARepeat() {
    try (Messages messages =
        Messages.of(MessengerType.MATRIX).atPath("/_matrix/client/v3/rooms/!ops:example.org")) {
      messages.place.answering(504);
      messages.dispatcher().tell(Samples.overwritten());
      messages.place.answering(200);
      messages.dispatcher().tell(Samples.overwritten());

      assertThat(messages.place.received)
          .hasSize(2)
          .allSatisfy(
              it -> {
                assertThat(it.method()).isEqualTo("PUT");
                assertThat(it.path())
                    .isEqualTo(
                        "/_matrix/client/v3/rooms/!ops:example.org/send/m.room.message/"
                            + Samples.overwritten().id());
                assertThat(it.headers().getFirst("Authorization"))
                    .isEqualTo("Bearer " + Messages.SECRET);
              });
    }
  }

  @Test
  void whoIsAskedToWaitWaitsAndTheReportStaysOwed() {
    try (Messages messages = Messages.of(MessengerType.SLACK)) {
      messages.place.answering(429).retryAfter("30");

      assertThat(messages.channel().deliver(Samples.overwritten()))
          .isInstanceOfSatisfying(
              Undelivered.class,
              it -> assertThat(it.retryAfter()).hasValue(Duration.ofSeconds(30)));
    }
  }

  @Test
  void aSilencedTagIsToldToNobodyButItsEndIs() {
    try (Messages messages = Messages.of(MessengerType.PAGERDUTY)) {
      messages.silenced.put(Samples.KEY, Samples.NOW.plusSeconds(1));
      assertThat(messages.channel().deliver(Samples.overwritten())).isEqualTo(new NotApplicable());
      messages.channel().deliver(of(ReportKind.TAG_RESTORED, Reason.TAG_RESTORED));
      assertThat(messages.place.received).hasSize(1);

      messages.silenced.put(Samples.KEY, Samples.NOW);
      messages.channel().deliver(Samples.overwritten());
      assertThat(messages.place.received).as("the silence is over").hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(value = MessengerType.class, names = "WEBHOOK", mode = EnumSource.Mode.EXCLUDE)
  void noSecretIsEverLogged(MessengerType type) {
    try (Messages messages = Messages.of(type);
        LogCapture log = new LogCapture()) {
      for (int status : new int[] {200, 403, 500}) {
        messages.place.answering(status);
        messages.dispatcher().tell(Samples.overwritten());
      }
      messages.place.close();
      messages.dispatcher().tell(Samples.overwritten());

      assertThat(log.lines).isNotEmpty().noneMatch(line -> line.contains(Messages.SECRET));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "type=slack; url is not set",
        "type=matrix,url=https://m.example; secret is not set",
        "type=pagerduty; secret is not set",
        "type=webhook,url=https://w.example; template is not set",
        "type=slack,url=hunter2; url is not an absolute http or https URL",
        "type=slack,url=https://s.example,kinds=tag.overwriten; no kind of report",
        "type=slack,url=https://s.example,repositories=Pizza!; not a pattern for repositories"
      })
  void aWrongSettingStopsTheStartAndNamesItself(String settings, String why) {
    Map<String, String> all =
        List.of(settings.split(",")).stream()
            .map(each -> each.split("=", 2))
            .collect(
                java.util.stream.Collectors.toMap(
                    each -> "tagfast.messengers.ops." + each[0], each -> each[1]));

    assertThatThrownBy(() -> Receivers.of(TestSettings.of(all)))
        .isInstanceOf(WrongSetting.class)
        .hasMessageStartingWith("tagfast.messengers.ops.")
        .hasMessageContaining(why)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aCommitIsLinkedOnlyAtHostsThatTheOperatorNamed() {
    try (Messages messages =
        Messages.of(MessengerType.SLACK).with("commit-hosts", "git.example:8443")) {
      messages.channel().deliver(from("https://git.example:8443/team/pizza"));
      assertThat(messages.last().toString())
          .contains("https://git.example:8443/team/pizza/commit/");

      for (String evil :
          List.of(
              "https://evil.example/team/pizza",
              "http://git.example:8443/team/pizza",
              "https://git.example:8443@evil.example/x",
              "https://git.example:8443/x?y=|click",
              "javascript:git.example:8443")) {
        messages.channel().deliver(from(evil));
        assertThat(messages.last().findValuesAsText("type")).as(evil).doesNotContain("link");
      }
    }
  }

  private static Report from(String source) {
    var image =
        Samples.index(
            Samples.build(source, "2".repeat(40), "2026-11-24T09:00:00Z", "1"), "linux/amd64");
    return Samples.with(Samples.overwritten(), image, image);
  }

  private static Report of(ReportKind kind, Reason reason) {
    return Samples.report(kind, reason, "alice", "", Optional.empty());
  }

  private static Report started(String name) {
    return Samples.report(
        ReportKind.ROLLOUT_STARTED,
        Reason.ROLLOUT_STARTED,
        "alice",
        "",
        Optional.of(result("shop", name)));
  }

  private static Report followedIn(String namespace) {
    Report report = Samples.overwritten();
    return new Report(
        report.id(),
        report.kind(),
        report.key(),
        report.reason(),
        report.from(),
        report.to(),
        report.fromImage(),
        report.toImage(),
        report.cause(),
        report.rollout(),
        Optional.of(
            new Situation(
                true, false, report.to(), Optional.of(List.of(result(namespace, "pizza"))))),
        report.detail(),
        report.at());
  }

  private static RolloutResult result(String namespace, String name) {
    return new RolloutResult(
        new Workload("apps/v1", "Deployment", namespace, name, "uid-" + name),
        List.of("web"),
        Reason.ROLLOUT_STARTED,
        Optional.of(Samples.FORMAGGI),
        Samples.HAWAII,
        "");
  }
}
