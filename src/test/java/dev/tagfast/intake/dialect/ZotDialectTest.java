package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.image.Digest;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.NotificationEntry.Action;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZotDialectTest {
  private static final String DIGEST = "sha256:" + "1f".repeat(32);

  private final Dialect dialect = Dialect.named("zot").orElseThrow();

  @Test
  void aTaggedPushIsReadCompletely() {
    NotificationEntry entry = singleEntry("push-tagged", "image.updated");

    assertThat(entry.action()).isEqualTo(Action.PUSH);
    assertThat(entry.ignored()).isEmpty();
    assertThat(entry.host()).as("zotregistry.dev is no host of theirs").isEmpty();
    assertThat(entry.repository()).hasValue("kitchen/pizza");
    assertThat(entry.tag()).hasValue("2018-05-12");
    assertThat(entry.digest()).hasValue(new Digest(DIGEST));
    assertThat(entry.mediaType()).hasValue("application/vnd.oci.image.manifest.v1+json");
    assertThat(entry.id()).hasValue("e-1");
    assertThat(entry.actor()).hasValue("cook");
    assertThat(entry.pushedAt()).hasValue(Samples.TIME);
  }

  @ParameterizedTest
  @CsvSource({
    "push-index, image.updated, PUSH, ",
    "push-old-zot, image.updated, PUSH, ",
    "push-broken-manifest, image.updated, PUSH, ",
    "push-by-digest, image.updated, PUSH, UNTAGGED",
    "push-signature-tag, image.updated, PUSH, REFERRER",
    "push-referrer, image.updated, PUSH, REFERRER",
    "push-referrer-under-a-tag, image.updated, PUSH, REFERRER",
    "push-attestation, image.updated, PUSH, REFERRER",
    "push-artifact, image.updated, PUSH, NOT_AN_IMAGE",
    "push-chart, image.updated, PUSH, CHART",
    "delete-tag, image.deleted, DELETE, ",
    "delete-by-digest, image.deleted, DELETE, DELETE_BY_DIGEST",
    "push-tagged, image.lint_failed, OTHER, LINT_FAILED",
    "scanned, image.scanned, OTHER, SCAN",
    "repository, repository.created, OTHER, REPOSITORY_CREATED",
    "repository, repository.seasoned, OTHER, OTHER_EVENT",
  })
  void everyKindOfEventIsUnderstood(String sample, String type, Action action, IgnoreReason why) {
    NotificationEntry entry = singleEntry(sample, type);

    assertThat(entry.action()).isEqualTo(action);
    assertThat(entry.ignored()).isEqualTo(Optional.ofNullable(why));
    assertThat(entry.repository()).hasValue("kitchen/pizza");
  }

  @Test
  void aReferenceThatIsADigestIsNoTag() {
    NotificationEntry entry = singleEntry("push-by-digest", "image.updated");

    assertThat(entry.tag()).isEmpty();
    assertThat(entry.digest()).hasValue(new Digest(DIGEST));
  }

  @Test
  void aZotThatWasToldItsNameSaysSo() {
    Notification event =
        Samples.event(
            "zot/push-tagged", "com.example.registry.image.updated", "https://zot.example:5000");

    assertThat(dialect.recognises(event)).isTrue();
    NotificationEntry entry = TestNotifications.entries(dialect, event).getFirst();
    assertThat(entry.action()).isEqualTo(Action.PUSH);
    assertThat(entry.ignored()).isEmpty();
    assertThat(entry.host()).hasValue("zot.example:5000");
    assertThat(entry.tag()).hasValue("2018-05-12");
  }

  @Test
  void anothersEventOfThatKindIsNotZots() {
    assertThat(
            dialect.recognises(
                TestNotifications.event(
                    "com.example.gallery.image.updated", "/gallery", "{\"id\":1}")))
        .isFalse();
  }

  @Test
  void withoutItsTypeItCannotBeToldWhatHappened() {
    assertThat(dialect.recognises(Samples.raw("zot/push-tagged"))).isFalse();
    assertThatThrownBy(() -> dialect.read(Samples.raw("zot/push-tagged")))
        .isInstanceOf(MalformedBody.class)
        .hasMessageContaining("ce- headers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "[]", "{"})
  void otherDataIsMalformed(String data) {
    assertThatThrownBy(
            () ->
                dialect.read(
                    TestNotifications.event("zotregistry.image.updated", "zotregistry.dev", data)))
        .isInstanceOf(MalformedBody.class);
  }

  private NotificationEntry singleEntry(String sample, String type) {
    Notification event = Samples.event("zot/" + sample, "zotregistry." + type, "zotregistry.dev");
    assertThat(dialect.recognises(event)).isTrue();
    List<NotificationEntry> entries = TestNotifications.entries(dialect, event);
    assertThat(entries).hasSize(1);
    return entries.getFirst();
  }
}
