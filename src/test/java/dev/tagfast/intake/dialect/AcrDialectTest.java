package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.image.Digest;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.NotificationEntry.Action;
import dev.tagfast.intake.notification.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcrDialectTest {
  private static final String SOURCE = "/subscriptions/0/registries/oven";
  private static final String DIGEST = "sha256:" + "1f".repeat(32);
  private static final String PUSHED = "Microsoft.ContainerRegistry.ImagePushed";

  private final Dialect dialect = Dialect.named("acr").orElseThrow();

  @Test
  void aTaggedPushIsReadCompletely() {
    NotificationEntry entry = singleEntry(Samples.raw("acr/push-tagged"));

    assertThat(entry.action()).isEqualTo(Action.PUSH);
    assertThat(entry.ignored()).isEmpty();
    assertThat(entry.host()).hasValue("oven.azurecr.io");
    assertThat(entry.repository()).hasValue("kitchen/pizza");
    assertThat(entry.tag()).hasValue("2018-05-12");
    assertThat(entry.digest()).hasValue(new Digest(DIGEST));
    assertThat(entry.mediaType()).hasValue("application/vnd.oci.image.manifest.v1+json");
    assertThat(entry.id()).hasValue("acr-0001");
    assertThat(entry.actor()).isEmpty();
    assertThat(entry.pushedAt()).hasValue(Instant.parse("2026-04-01T10:15:30.123456789Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "push-index, PUSH, , kitchen/pizza",
    "push-masked-digest, PUSH, , kitchen/pizza",
    "push-empty-tag, PUSH, UNTAGGED, kitchen/pizza",
    "push-by-digest, PUSH, UNTAGGED, kitchen/pizza",
    "push-chart, PUSH, CHART, kitchen/pizza",
    "push-signature, PUSH, REFERRER, kitchen/pizza",
    "delete, DELETE, DELETE_BY_DIGEST, kitchen/pizza",
    "chart-push, OTHER, CHART, kitchen/pizza",
    "chart-delete, OTHER, CHART, kitchen/pizza",
    "quarantine, OTHER, OTHER_ACTION, kitchen/pizza",
    "ping, OTHER, PING, ",
    "no-action, OTHER, NOT_AN_EVENT, kitchen/pizza",
  })
  void everyActionIsUnderstood(String sample, Action action, IgnoreReason why, String repository) {
    NotificationEntry entry = singleEntry(Samples.raw("acr/" + sample));

    assertThat(entry.action()).isEqualTo(action);
    assertThat(entry.ignored()).isEqualTo(Optional.ofNullable(why));
    assertThat(entry.repository()).isEqualTo(Optional.ofNullable(repository));
  }

  @Test
  void aMaskedDigestCountsAsAbsent() {
    assertThat(singleEntry(Samples.raw("acr/push-masked-digest")).digest()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "push-tagged, Microsoft.ContainerRegistry.ImagePushed, PUSH, ",
    "delete, Microsoft.ContainerRegistry.ImageDeleted, DELETE, DELETE_BY_DIGEST",
    "chart-push, Microsoft.ContainerRegistry.ChartPushed, OTHER, CHART",
    "chart-delete, Microsoft.ContainerRegistry.ChartDeleted, OTHER, CHART",
    "push-tagged, Microsoft.ContainerRegistry.ImageSeasoned, OTHER, OTHER_ACTION",
  })
  void aCloudEventOfEventGridHasTheSameData(
      String sample, String type, Action action, IgnoreReason why) {
    NotificationEntry entry = singleEntry(Samples.event("acr/" + sample, type, SOURCE));

    assertThat(entry.action()).isEqualTo(action);
    assertThat(entry.ignored()).isEqualTo(Optional.ofNullable(why));
    assertThat(entry.repository()).hasValue("kitchen/pizza");
    assertThat(entry.id()).hasValue("e-1");
    assertThat(entry.pushedAt()).hasValue(Samples.TIME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grid-push", "grid-cloudevents-in-list"})
  void eventGridsOwnSchemaIsAList(String sample) {
    NotificationEntry entry =
        singleEntry(Samples.raw("acr/" + sample, "aeg-event-type", "Notification"));

    assertThat(entry.ignored()).isEmpty();
    assertThat(entry.host()).hasValue("oven.azurecr.io");
    assertThat(entry.tag()).hasValue("2018-05-12");
    assertThat(entry.digest()).hasValue(new Digest(DIGEST));
    assertThat(entry.id()).hasValue("grid-0001");
    assertThat(entry.pushedAt()).hasValue(Instant.parse("2026-04-01T10:15:31Z"));
  }

  @Test
  void everyEventOfAListIsReadWhateverTheOthersAre() {
    List<NotificationEntry> entries =
        TestNotifications.entries(dialect, Samples.raw("acr/grid-mixed"));

    assertThat(entries)
        .extracting(entry -> entry.ignored().orElse(null))
        .containsExactly(
            null,
            IgnoreReason.DELETE_BY_DIGEST,
            IgnoreReason.CHART,
            IgnoreReason.OTHER_EVENT,
            IgnoreReason.NOT_AN_EVENT,
            null);
    assertThat(entries.getLast().tag()).hasValue("2018-05-13");
    assertThat(TestNotifications.entries(dialect, TestNotifications.raw("[]"))).isEmpty();
  }

  @Test
  void theQuestionOfANewSubscriptionIsAnsweredWithItsCode() {
    assertThat(dialect.read(Samples.raw("acr/grid-validation")))
        .isEqualTo(new Reading.Handshake(Map.of("validationResponse", "oregano-and-basil")));
  }

  @Test
  void aQuestionWithoutCodeIsNoQuestion() {
    assertThat(
            singleEntry(
                    TestNotifications.raw(
                        "[{\"eventType\":\"Microsoft.EventGrid.SubscriptionValidationEvent\","
                            + "\"data\":{\"validationCode\":7}}]"))
                .ignored())
        .hasValue(IgnoreReason.OTHER_EVENT);
  }

  @Test
  void itIsRecognisedByTypeHeaderOrShape() {
    assertThat(
            List.of(
                Samples.raw("acr/push-tagged"),
                Samples.raw("acr/ping", "User-Agent", "AzureContainerRegistry/1.0"),
                Samples.raw("acr/grid-push"),
                TestNotifications.raw("[]", "aeg-event-type", "Notification"),
                Samples.event("acr/push-tagged", PUSHED, SOURCE)))
        .allMatch(dialect::recognises);
    assertThat(
            List.of(
                Samples.raw("acr/ping"),
                Samples.raw("distribution/push-tagged"),
                TestNotifications.raw("[{\"type\":\"oven\"}]"),
                Samples.event("acr/push-tagged", "Microsoft.Storage.BlobCreated", SOURCE)))
        .noneMatch(dialect::recognises);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "null", "\"push\"", "{", "action=push"})
  void anotherEnvelopeIsMalformed(String body) {
    assertThatThrownBy(() -> dialect.read(TestNotifications.raw(body)))
        .isInstanceOf(MalformedBody.class);
  }

  private NotificationEntry singleEntry(Notification notification) {
    List<NotificationEntry> entries = TestNotifications.entries(dialect, notification);
    assertThat(entries).hasSize(1);
    return entries.getFirst();
  }
}
