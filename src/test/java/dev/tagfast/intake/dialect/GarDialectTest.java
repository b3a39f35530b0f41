package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.image.Digest;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.NotificationEntry.Action;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GarDialectTest {
  private static final String DIGEST = "sha256:" + "1f".repeat(32);
  private static final String PUBLISHED = "google.cloud.pubsub.topic.v1.messagePublished";
  private static final String TOPIC = "//pubsub.googleapis.com/projects/kitchen/topics/gcr";

  private final Dialect dialect = Dialect.named("gar").orElseThrow();

  @ParameterizedTest
  @ValueSource(strings = {"push-tagged", "push-snake-case"})
  void aTaggedPushIsReadCompletely(String sample) {
    NotificationEntry entry = singleEntry(Samples.raw("gar/" + sample));

    assertThat(entry.action()).isEqualTo(Action.PUSH);
    assertThat(entry.ignored()).isEmpty();
    assertThat(entry.host()).hasValue("europe-docker.pkg.dev");
    assertThat(entry.repository()).hasValue("kitchen/ovens/pizza");
    assertThat(entry.tag()).hasValue("2018-05-12");
    assertThat(entry.digest()).hasValue(new Digest(DIGEST));
    assertThat(entry.mediaType()).isEmpty();
    assertThat(entry.id()).hasValue("1001");
    assertThat(entry.pushedAt()).hasValue(Instant.parse("2026-04-01T10:15:30.749Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "push-tag-only, PUSH, , kitchen/ovens/pizza",
    "push-gcr, PUSH, , kitchen/pizza",
    "push-by-digest, PUSH, UNTAGGED, kitchen/ovens/pizza",
    "push-signature, PUSH, REFERRER, kitchen/ovens/pizza",
    "delete-tag, DELETE, , kitchen/ovens/pizza",
    "delete-by-digest, DELETE, DELETE_BY_DIGEST, kitchen/ovens/pizza",
    "other-action, OTHER, OTHER_ACTION, kitchen/ovens/pizza",
    "no-action, OTHER, NOT_AN_EVENT, kitchen/ovens/pizza",
    "foreign-text, OTHER, OTHER_EVENT, ",
    "foreign-json, OTHER, OTHER_EVENT, ",
    "not-base64, OTHER, OTHER_EVENT, ",
    "attributes-only, OTHER, OTHER_EVENT, ",
  })
  void everyMessageIsUnderstoodOrAcknowledged(
      String sample, Action action, IgnoreReason why, String repository) {
    Notification raw = Samples.raw("gar/" + sample);
    Notification event = Samples.event("gar/" + sample, PUBLISHED, TOPIC);

    for (Notification notification : List.of(raw, event)) {
      assertThat(dialect.recognises(notification)).isTrue();
      NotificationEntry entry = singleEntry(notification);
      assertThat(entry.action()).isEqualTo(action);
      assertThat(entry.ignored()).isEqualTo(Optional.ofNullable(why));
      assertThat(entry.repository()).isEqualTo(Optional.ofNullable(repository));
      assertThat(entry.id()).hasValue("1001");
    }
  }

  @Test
  void theDigestMayBeMissing() {
    assertThat(singleEntry(Samples.raw("gar/push-tag-only")).digest()).isEmpty();
    assertThat(singleEntry(Samples.raw("gar/push-by-digest")).digest())
        .hasValue(new Digest(DIGEST));
  }

  @Test
  void aMessageWithoutWrapperHasItsIdAndTimeInHeaders() {
    Notification notification =
        Samples.raw(
            "gar/unwrapped",
            "x-goog-pubsub-message-id",
            "1002",
            "x-goog-pubsub-publish-time",
            "2026-04-01T10:15:33Z");
    NotificationEntry entry = singleEntry(notification);

    assertThat(dialect.recognises(notification)).isTrue();
    assertThat(entry.ignored()).isEmpty();
    assertThat(entry.tag()).hasValue("2018-05-12");
    assertThat(entry.id()).hasValue("1002");
    assertThat(entry.pushedAt()).hasValue(Instant.parse("2026-04-01T10:15:33Z"));
    assertThat(singleEntry(Samples.raw("gar/unwrapped")).id()).isEmpty();
  }

  @Test
  void anEventAroundAMessageWithoutWrapperHasThemToo() {
    NotificationEntry entry = singleEntry(Samples.event("gar/unwrapped", PUBLISHED, TOPIC));

    assertThat(entry.tag()).hasValue("2018-05-12");
    assertThat(entry.id()).hasValue("e-1");
    assertThat(entry.pushedAt()).hasValue(Samples.TIME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"action\":\"push\",\"tag\":\"a\"}",
        "{\"action\":\"INSERT\"}",
        "{\"message\":\"the pizza is ready\",\"subscription\":\"x\"}",
      })
  void otherBodiesAreNotItsOwn(String body) {
    assertThat(dialect.recognises(TestNotifications.raw(body))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "[]", "\"INSERT\"", "{"})
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
