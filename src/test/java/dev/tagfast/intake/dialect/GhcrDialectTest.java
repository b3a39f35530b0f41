package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Notification;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GhcrDialectTest {
  private static final String ALL = " id=d-1 by=cook at=2026-04-01T10:15:30Z";

  private final Dialect ghcr = Dialect.named("ghcr").orElseThrow();
  private final Dialect auto = Dialect.named("auto").orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          push-tagged              | push ghcr.io/kitchen/pizza:today@1f1f
          push-registry-package    | push ghcr.io/kitchen/pizza:today@1f1f
          push-updated             | push ghcr.io/kitchen/pizza:today@1f1f
          push-ecosystem-only      | push ghcr.io/kitchen/pizza:today@1f1f
          push-registry-type-only  | push ghcr.io/kitchen/pizza:today@1f1f
          push-bare-colon          | push ghcr.io/kitchen/pizza:today@1f1f
          push-tag-in-url-only     | push ghcr.io/kitchen/pizza:today@1f1f
          push-no-url              | push ghcr.io/kitchen/pizza:today@1f1f
          push-no-url-no-namespace | push ghcr.io/kitchen/pizza:today@1f1f
          push-version-is-tag      | push ghcr.io/kitchen/pizza:2018-05-12
          push-malformed-digests   | push ghcr.io/kitchen/pizza:today@1f1f
          push-no-digest-at-all    | push ghcr.io/kitchen/pizza:today
          push-untagged            | push (Untagged) ghcr.io/kitchen/pizza@1f1f
          push-chart               | push (Chart) ghcr.io/kitchen/pizza:today@1f1f
          delete-tagged            | delete ghcr.io/kitchen/pizza:today@1f1f
          delete-untagged          | delete (DeleteByDigest) ghcr.io/kitchen/pizza@1f1f
          other-action             | other (OtherAction) ghcr.io/kitchen/pizza:today@1f1f
          """)
  void aVersionOfAContainerIsRead(String sample, String expected) {
    assertThat(Samples.asText(ghcr, sample(sample))).isEqualTo(expected + ALL);
    assertThat(Samples.asText(auto, sample(sample))).isEqualTo(expected + ALL);
  }

  @Test
  void theShapeOf2020IsReadAndItsYear1IsNoTime() {
    assertThat(Samples.asText(auto, sample("push-create-2020")))
        .isEqualTo("push ghcr.io/kitchen/pizza:today@1f1f id=d-1 by=cook");
  }

  @Test
  void otherPackagesAreNoImages() {
    assertThat(Samples.asText(auto, sample("push-npm")))
        .isEqualTo("push (NotAnImage) id=d-1 by=cook");
  }

  @Test
  void theMediaTypeIsTheManifests() {
    assertThat(TestNotifications.entries(ghcr, sample("push-tagged")).getFirst().mediaType())
        .hasValue("application/vnd.oci.image.manifest.v1+json");
  }

  @Test
  void aCosignTagIsNoImage() {
    assertThat(TestNotifications.entries(ghcr, sample("push-signature")))
        .extracting(entry -> entry.ignored().orElseThrow())
        .containsExactly(IgnoreReason.REFERRER);
  }

  @ParameterizedTest
  @CsvSource({"ping, Ping", "workflow_run, OtherEvent"})
  void otherEventsOfGitHubAreIgnored(String event, String why) {
    assertThat(
            Samples.asText(
                auto,
                TestNotifications.raw(
                    "{\"zen\":\"Keep it warm.\"}",
                    "X-GitHub-Event",
                    event,
                    "X-GitHub-Delivery",
                    "d-1")))
        .isEqualTo("other (" + why + ") id=d-1");
  }

  @Test
  void withoutGitHubsHeaderTheShapeTellsIt() {
    assertThat(
            Samples.asText(
                auto, TestNotifications.raw(Samples.bytes("ghcr/push-registry-package"))))
        .isEqualTo("push ghcr.io/kitchen/pizza:today@1f1f by=cook at=2026-04-01T10:15:30Z");
    assertThat(Samples.asText(ghcr, TestNotifications.raw("{}"))).isEqualTo("other (OtherFormat)");
  }

  @ParameterizedTest
  @CsvSource({
    "com.github.package.published",
    "com.github.registry_package.published",
    "dev.knative.source.github.package",
    "dev.knative.source.github.registry_package",
  })
  void adaptersMakeACloudEventOfIt(String type) {
    assertThat(
            Samples.asText(
                auto,
                TestNotifications.event(
                    type,
                    "https://github.com/kitchen/pizza",
                    new String(Samples.bytes("ghcr/push-tagged"), StandardCharsets.UTF_8))))
        .isEqualTo("push ghcr.io/kitchen/pizza:today@1f1f id=e-1 by=cook at=2026-04-01T10:15:30Z");
  }

  private static Notification sample(String name) {
    return TestNotifications.raw(
        Samples.bytes("ghcr/" + name), "X-GitHub-Event", "package", "X-GitHub-Delivery", "d-1");
  }
}
