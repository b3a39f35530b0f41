package dev.tagfast.report.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.report.LogCapture;
import dev.tagfast.report.notice.Notice.Cause;
import dev.tagfast.testing.MockApi;
import dev.tagfast.testing.MovableClock;
import dev.tagfast.testing.TestSettings;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private static final Notice WRONG_NAME = wrongName("our");
  private static final Notice OBSERVES =
      new Notice(Cause.OBSERVE_ONLY, "observe", "Nothing is changed.");

  private final MovableClock clock = new MovableClock();
  private MockApi api;
  private LogCapture log;

  @BeforeEach
  void open() {
    api = MockApi.start();
    log = new LogCapture();
  }

  @AfterEach
  void close() {
    log.close();
    api.close();
  }

  @Test
  void whatComesAllTheTimeIsALineAMinuteAndOneEventThatCounts() {
    Notices process = process(Map.of());

    for (int minute = 0; minute < 3; minute++) {
      for (int i = 0; i < 10; i++) {
        process.tell(WRONG_NAME);
      }
      clock.pass(Duration.ofMinutes(1));
    }

    assertThat(log.lines)
        .containsExactly(
            "No source is called our.",
            "No source is called our. (10 times since the last such line)",
            "No source is called our. (10 times since the last such line)");
    assertThat(events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getType()).isEqualTo("Warning");
              assertThat(event.getReason()).isEqualTo("SourceUnknown");
              assertThat(event.getMessage()).isEqualTo("No source is called our.");
              assertThat(event.getCount()).isEqualTo(21);
              assertThat(event.getFirstTimestamp()).isEqualTo("2026-11-24T10:00:00Z");
              assertThat(event.getLastTimestamp()).isEqualTo("2026-11-24T10:02:00Z");
            });
  }

  @Test
  void strangersWithManyNamesFillNeitherTheLogNorTheCluster() {
    Notices process = process(Map.of());

    for (int i = 0; i < 1_000; i++) {
      process.tell(wrongName("name" + i));
    }
    assertThat(events()).hasSize(NoticeLimit.MOST_SUBJECTS + 1);
    assertThat(log.lines)
        .hasSize(NoticeLimit.MOST_SUBJECTS + 1)
        .last()
        .isEqualTo("No source is called name" + NoticeLimit.MOST_SUBJECTS + ".");

    clock.pass(Duration.ofMinutes(2));
    process.tell(WRONG_NAME);
    assertThat(log.lines).last().asString().startsWith("No source is called our. (980 times");

    clock.pass(Duration.ofMinutes(61));
    process.tell(WRONG_NAME);
    assertThat(events()).as("names of more than an hour ago have made room").hasSize(22);
  }

  @Test
  void aProcessThatStartsLaterSaysWithAllOthersOnceAnHourThatItObserves() {
    process(Map.of()).tell(OBSERVES);
    clock.pass(Duration.ofMinutes(5));
    Notices later = process(Map.of());
    for (int minute = 5; minute < 60; minute += 5) {
      later.tell(OBSERVES);
      assertThat(log.lines).containsExactly("Nothing is changed.");
      clock.pass(Duration.ofMinutes(5));
    }

    later.tell(OBSERVES);
    assertThat(log.lines).as("an hour after the first, not after its own start").hasSize(2);
    assertThat(events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getType()).isEqualTo("Normal");
              assertThat(event.getCount()).isEqualTo(2);
              assertThat(event.getLastTimestamp()).isEqualTo("2026-11-24T11:00:00Z");
            });
  }

  @Test
  void anEventThatCannotBeWrittenLeavesTheLogAndIsSaidOnce() {
    Notices process = process(Map.of());
    api.refuse("GET .*/events/.*", 403);

    for (int minute = 0; minute < 2; minute++) {
      process.tell(WRONG_NAME);
      process.tell(OBSERVES);
      clock.pass(Duration.ofMinutes(61));
    }

    assertThat(log.lines)
        .filteredOn(
            line -> line.equals("No source is called our.") || line.equals("Nothing is changed."))
        .hasSize(4);
    assertThat(log.lines)
        .filteredOn(line -> line.contains("needs get, create and patch on events"))
        .singleElement()
        .asString()
        .startsWith("The Kubernetes Event SourceUnknown could not be written");
  }

  @Test
  void twoProcessesThatWriteAtOnceDoNoHarm() {
    api.refuseOnce("POST .*/events.*", 409);

    process(Map.of()).tell(WRONG_NAME);

    assertThat(log.lines).containsExactly("No source is called our.");
  }

  @Test
  void aBusyApiServerDoesNotSilenceTheReminderForAnHour() {
    List<Runnable> writing = new ArrayList<>();
    Notices process = new Notices(_ -> NoticeEvents.Written.NOW, clock, writing::add);
    for (int i = 0; i < 8; i++) {
      process.tell(wrongName("name" + i));
    }
    process.tell(OBSERVES);
    writing.forEach(Runnable::run);
    writing.clear();

    process.tell(OBSERVES);
    writing.forEach(Runnable::run);

    assertThat(log.lines).last().isEqualTo("Nothing is changed.");
  }

  @Test
  void aFaultNobodyThoughtOfLeavesTheLog() {
    Notices process =
        new Notices(
            _ -> {
              throw new IllegalStateException("broken");
            },
            clock,
            Runnable::run);

    process.tell(OBSERVES);

    assertThat(log.lines).hasSize(2).last().isEqualTo("Nothing is changed.");
    assertThat(log.lines.getFirst())
        .startsWith("The Kubernetes Event ObserveOnly was not written")
        .endsWith("broken");
  }

  @Test
  void whereThereIsNoClusterNobodyIsAsked() {
    for (Map<String, String> settings :
        List.of(
            Map.of("tagfast.report.cluster-events", "false"),
            Map.of("tagfast.ledger.store", "memory"))) {
      process(settings).tell(WRONG_NAME);
    }

    assertThat(log.lines).hasSize(2);
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void theEventIsOnTheDeploymentWithTheUidThatDescribeLooksFor() {
    String uid =
        api.client()
            .resource(
                new DeploymentBuilder()
                    .withNewMetadata()
                    .withName("tagfast")
                    .withNamespace("tagfast")
                    .endMetadata()
                    .build())
            .create()
            .getMetadata()
            .getUid();

    process(Map.of()).tell(WRONG_NAME);

    assertThat(events().getFirst().getInvolvedObject())
        .satisfies(
            object -> {
              assertThat(object.getApiVersion()).isEqualTo("apps/v1");
              assertThat(object.getKind()).isEqualTo("Deployment");
              assertThat(object.getName()).isEqualTo("tagfast");
              assertThat(object.getUid()).isEqualTo(uid).isNotBlank();
            });
  }

  @Test
  void onKnativeTheEventIsOnTheServiceAlsoWhereThatMayNotBeRead() {
    api.refuse("GET .*/services/.*", 403);

    process(Map.of("tagfast.report.knative-service", "tagfast-webhooks")).tell(WRONG_NAME);

    assertThat(events().getFirst().getInvolvedObject())
        .satisfies(
            object -> {
              assertThat(object.getApiVersion()).isEqualTo("serving.knative.dev/v1");
              assertThat(object.getKind()).isEqualTo("Service");
              assertThat(object.getName()).isEqualTo("tagfast-webhooks");
            });
  }

  private static Notice wrongName(String name) {
    return new Notice(Cause.SOURCE_UNKNOWN, name, "No source is called " + name + ".");
  }

  /** A new process, which remembers nothing. */
  private Notices process(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(Map.of("tagfast.ledger.store", "kubernetes"));
    all.putAll(settings);
    return new Notices(
        new KubernetesNoticeEvents(TestSettings.of(all), api::client), clock, Runnable::run);
  }

  private List<Event> events() {
    return api.client().v1().events().inNamespace("tagfast").list().getItems();
  }
}
