package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.image.Digest;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.NotificationEntry.Action;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The events of angos 1.6.0, in the order of its serializer: {@code src/event_webhook/event.rs}.
 */
class AngosDialectTest {
  private static final String DIGEST = "sha256:" + "1f".repeat(32);

  private final Dialect dialect = Dialect.named("angos").orElseThrow();
  private final Dialect auto = Dialect.named("auto").orElseThrow();

  @Test
  void aTaggedPushIsReadCompletely() {
    NotificationEntry entry = single(dialect, "push-tagged");

    assertThat(entry.action()).isEqualTo(Action.PUSH);
    assertThat(entry.ignored()).isEmpty();
    assertThat(entry.host()).as("angos names no host").isEmpty();
    assertThat(entry.repository()).hasValue("kitchen/pizza");
    assertThat(entry.tag()).hasValue("2018-05-12");
    assertThat(entry.digest()).hasValue(new Digest(DIGEST));
    assertThat(entry.mediaType()).isEmpty();
    assertThat(entry.id()).hasValue("550e8400-e29b-41d4-a716-446655440001");
    assertThat(entry.actor()).hasValue("cook");
    assertThat(entry.pushedAt()).hasValue(Instant.parse("2026-04-01T10:15:30.123456Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "push-tagged, PUSH, 2018-05-12, ",
    "push-tag-beside-digest, PUSH, 2018-05-12, ",
    "push-manifest-with-tag, PUSH, 2018-05-12, ",
    "push-of-tag-manifest, PUSH, , UNTAGGED",
    "push-by-digest, PUSH, , UNTAGGED",
    "push-signature, PUSH, *, REFERRER",
    "push-cached, PUSH, , CACHE",
    "delete-tag, DELETE, 2018-05-12, ",
    "delete-of-tag-manifest, DELETE, 2018-05-12, ",
    "delete-by-digest, DELETE, , DELETE_BY_DIGEST",
    "pull, OTHER, , PULL",
    "pull-blob, OTHER, , PULL",
    "push-blob, OTHER, , BLOB",
  })
  void everyKindOfEventIsUnderstoodAlsoUnderAuto(
      String sample, Action action, String tag, IgnoreReason why) {
    NotificationEntry entry = single(dialect, sample);

    assertThat(entry.action()).isEqualTo(action);
    assertThat(entry.ignored()).isEqualTo(Optional.ofNullable(why));
    if (!"*".equals(tag)) {
      assertThat(entry.tag()).isEqualTo(Optional.ofNullable(tag));
    }
    assertThat(entry.repository()).hasValue("kitchen/pizza");
    assertThat(single(auto, sample)).isEqualTo(entry);
  }

  @Test
  void theDeleteOfATagIsNeverTakenForThatOfARepository() {
    assertThat(single(dialect, "delete-of-tag-manifest").isDeleteWithoutTag()).isFalse();
    assertThat(single(dialect, "delete-by-digest").isDeleteWithoutTag()).isTrue();
  }

  @Test
  void whatAngosDoesByItselfHasTheNameOfItsProcess() {
    assertThat(single(dialect, "delete-pruned").actor()).hasValue("prune");
    assertThat(single(dialect, "delete-pruned").ignored()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifest.push", "tag.create", "manifest.delete", "tag.delete"})
  void theHeaderIsRecognisedWhereTheBodyIsNot(String kind) {
    assertThat(dialect.recognises(TestNotifications.raw("{}", "X-Registry-Event", kind))).isTrue();
  }

  @Test
  void theEventsOfOtherRegistriesWithThisHeaderAreNotRecognised() {
    assertThat(
            dialect.recognises(
                TestNotifications.raw(
                    "{\"event\":\"push\",\"repository\":\"a/b\"}", "X-Registry-Event", "push")))
        .isFalse();
    assertThat(dialect.recognises(TestNotifications.raw("{\"kind\":\"tag.create\"}"))).isFalse();
  }

  @Test
  void anEventOfALaterVersionIsIgnoredByItsKind() {
    assertThat(read("{\"kind\":\"blob.delete\",\"namespace\":\"a\"}").ignored())
        .hasValue(IgnoreReason.OTHER_EVENT);
    assertThat(read("{\"namespace\":\"a\"}").ignored()).hasValue(IgnoreReason.NOT_AN_EVENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "kind=tag.create"})
  void anotherBodyIsMalformed(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(MalformedBody.class);
  }

  private NotificationEntry read(String body) {
    return TestNotifications.entries(dialect, TestNotifications.raw(body)).getFirst();
  }

  private static NotificationEntry single(Dialect dialect, String sample) {
    return TestNotifications.entries(dialect, Samples.raw("angos/" + sample)).getFirst();
  }
}
