package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.intake.notification.EventContext;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Notification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarborDialectTest {
  private static final String ALL = "by=cook at=2026-04-01T10:15:30Z";

  private final Dialect harbor = Dialect.named("harbor").orElseThrow();
  private final Dialect auto = Dialect.named("auto").orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          push-tagged          | push harbor.example:8443/kitchen/pizza:today@1f1f
          push-1x              | push harbor.example:8443/kitchen/pizza:today@1f1f
          push-nested          | push harbor.example/kitchen/oven/pizza:today@1f1f
          push-url-with-scheme | push harbor.example/kitchen/pizza:today
          push-names-apart     | push /kitchen/pizza:today
          push-untagged        | push (Untagged) harbor.example:8443/kitchen/pizza@1f1f
          push-untagged-no-tag | push (Untagged) harbor.example:8443/kitchen/pizza@1f1f
          delete-tagged        | delete harbor.example:8443/kitchen/pizza:today@1f1f
          delete-1x            | delete harbor.example:8443/kitchen/pizza:today@1f1f
          delete-untagged      | delete (DeleteByDigest) harbor.example:8443/kitchen/pizza@1f1f
          pull                 | other (Pull) harbor.example:8443/kitchen/pizza@1f1f
          scan                 | other (Scan) harbor.example:8443/kitchen/pizza@1f1f
          quota                | other (Quota) /kitchen/pizza@1f1f
          chart-1x             | other (Chart) harbor.example:8443/kitchen/pizza:today@1f1f
          other                | other (OtherEvent) harbor.example:8443/kitchen/pizza:today@1f1f
          """)
  void theDefaultPayloadIsRead(String sample, String expected) {
    Notification notification = TestNotifications.raw(Samples.bytes("harbor/" + sample));

    assertThat(Samples.asText(harbor, notification)).isEqualTo(expected + " " + ALL);
    assertThat(Samples.asText(auto, notification)).isEqualTo(expected + " " + ALL);
  }

  @ParameterizedTest
  @CsvSource({
    "replication, Replication",
    "retention, Retention",
    "push-nothing, NotAnEvent",
  })
  void whatNamesNoImageIsIgnored(String sample, String why) {
    assertThat(Samples.asText(harbor, TestNotifications.raw(Samples.bytes("harbor/" + sample))))
        .isEqualTo("other (" + why + ")");
  }

  @Test
  void everyResourceIsAnEntryAndABrokenOneDoesNotFailTheOthers() {
    assertThat(
            Samples.asText(
                harbor, TestNotifications.raw(Samples.bytes("harbor/push-two-resources"))))
        .isEqualTo(
            "push harbor.example:8443/kitchen/pizza:today "
                + ALL
                + "; push harbor.example:8443/kitchen/pizza:2018-05-12@1f1f "
                + ALL
                + "; other (NotAnEvent)");
  }

  @Test
  void aCosignTagIsNoImage() {
    assertThat(
            TestNotifications.entries(
                harbor, TestNotifications.raw(Samples.bytes("harbor/push-signature"))))
        .extracting(entry -> entry.ignored().orElseThrow())
        .containsExactly(IgnoreReason.REFERRER);
  }

  @ParameterizedTest
  @CsvSource({
    "harbor.artifact.pushed, push",
    "harbor.artifact.pushed.v2, push",
    "harbor.artifact.deleted, delete",
    "harbor.artifact.pulled, other (Pull)",
    "harbor.scan.completed, other (Scan)",
    "harbor.scan.stopped, other (Scan)",
    "harbor.quota.warned, other (Quota)",
    "harbor.kitchen.opened, other (OtherEvent)",
  })
  void aCloudEventIsReadByThePrefixOfItsType(String type, String action) {
    Notification event =
        TestNotifications.event(
            new EventContext(
                type,
                "/projects/2/webhook/policies/15",
                "e-1",
                Optional.empty(),
                Optional.of(Instant.parse("2026-04-01T10:15:30Z")),
                Map.of("operator", "cook", "requestid", "r-1")),
            new String(Samples.bytes("harbor/event-data"), StandardCharsets.UTF_8));

    String expected = action + " harbor.example:8443/kitchen/pizza:today@1f1f id=e-1 " + ALL;
    assertThat(Samples.asText(harbor, event)).isEqualTo(expected);
    assertThat(Samples.asText(auto, event)).isEqualTo(expected);
  }

  @Test
  void aReplicationSummaryAsCloudEventIsIgnored() {
    assertThat(
            Samples.asText(
                auto,
                TestNotifications.event(
                    "harbor.replication.status.changed",
                    "/projects/2/webhook/policies/15",
                    new String(
                        Samples.bytes("harbor/event-data-replication"), StandardCharsets.UTF_8))))
        .isEqualTo("other (Replication) id=e-1");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = "{} \n {\"type\":7} \n {\"oven\":{}}")
  void anotherObjectIsIgnored(String body) {
    assertThat(Samples.asText(harbor, TestNotifications.raw(body)))
        .isEqualTo("other (OtherFormat)");
  }
}
