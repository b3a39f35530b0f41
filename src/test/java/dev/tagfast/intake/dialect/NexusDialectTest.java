package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Notification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NexusDialectTest {
  private static final String ALL = " id=d-1 by=cook at=2026-04-01T10:15:30.123Z";

  private final Dialect nexus = Dialect.named("nexus").orElseThrow();
  private final Dialect auto = Dialect.named("auto").orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          push-created   | push /kitchen/pizza:today
          push-updated   | push /kitchen/pizza:today
          push-by-digest | push (Untagged) /kitchen/pizza@1f1f
          push-npm       | push (NotAnImage)
          asset          | push (NotAnImage)
          delete-tagged  | delete /kitchen/pizza:today
          delete-npm     | delete (NotAnImage)
          """)
  void aComponentIsReadWithoutHostAndDigest(String sample, String expected) {
    assertThat(Samples.asText(nexus, sample(sample))).isEqualTo(expected + ALL);
    assertThat(Samples.asText(auto, sample(sample))).isEqualTo(expected + ALL);
  }

  @Test
  void theTimeOfNewerVersionsAndTheSystemItselfAreRead() {
    assertThat(Samples.asText(nexus, sample("push-newer-time")))
        .isEqualTo("push /kitchen/pizza:today id=d-1 by=*SYSTEM at=2026-04-01T10:15:30.123Z");
  }

  @ParameterizedTest
  @CsvSource({"purged, Retention", "other-action, OtherAction", "audit, OtherEvent"})
  void whatNamesNoImageIsIgnored(String sample, String why) {
    assertThat(Samples.asText(auto, sample(sample))).isEqualTo("other (" + why + ") id=d-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          push-created   | push /docker-hosted/kitchen/pizza:today
          push-by-digest | push (Untagged) /docker-hosted/kitchen/pizza@1f1f
          push-npm       | push (NotAnImage)
          asset          | push (NotAnImage)
          delete-tagged  | delete /docker-hosted/kitchen/pizza:today
          """)
  void withPathBasedRoutingTheNexusRepositoryIsTheBeginningOfThePath(
      String sample, String expected) {
    Dialect byPath = Dialect.named("nexus-path").orElseThrow();

    assertThat(Samples.asText(byPath, sample(sample))).isEqualTo(expected + ALL);
  }

  @Test
  void withoutTheNexusRepositoryThePathIsNotGuessed() {
    String json =
        """
        {"action":"CREATED","component":{"format":"docker","name":"pizza","version":"today"}}""";

    assertThat(
            TestNotifications.entries(
                Dialect.named("nexus-path").orElseThrow(), TestNotifications.raw(json)))
        .singleElement()
        .satisfies(entry -> assertThat(entry.repository()).isEmpty());
  }

  @Test
  void aCosignTagIsNoImage() {
    assertThat(TestNotifications.entries(nexus, sample("push-signature")))
        .extracting(entry -> entry.ignored().orElseThrow())
        .containsExactly(IgnoreReason.REFERRER);
  }

  @Test
  void withoutItsHeadersTheShapeTellsIt() {
    assertThat(Samples.asText(auto, TestNotifications.raw(Samples.bytes("nexus/push-created"))))
        .isEqualTo("push /kitchen/pizza:today by=cook at=2026-04-01T10:15:30.123Z");
    assertThat(Samples.asText(nexus, TestNotifications.raw("{}"))).isEqualTo("other (OtherFormat)");
  }

  /** A sample with the header as the documentation spells it; the sender spells it otherwise. */
  private static Notification sample(String name) {
    return TestNotifications.raw(
        Samples.bytes("nexus/" + name),
        "X-Nexus-Webhook-Id",
        "rm:repository:component",
        "X-Nexus-Webhook-Delivery",
        "d-1");
  }
}
