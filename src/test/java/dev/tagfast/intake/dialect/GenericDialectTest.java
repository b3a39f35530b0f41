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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenericDialectTest {
  private static final String DIGEST = "sha256:" + "1f".repeat(32);
  private static final String TYPE = "container.image.push";

  private final Dialect dialect = Dialect.named("generic").orElseThrow();

  @ParameterizedTest
  @ValueSource(strings = {"push", "push-other-names"})
  void aPushIsReadCompletely(String sample) {
    NotificationEntry entry =
        singleEntry(Samples.event("generic/" + sample, TYPE, "https://elsewhere.example"));

    assertThat(entry.action()).isEqualTo(Action.PUSH);
    assertThat(entry.ignored()).isEmpty();
    assertThat(entry.host()).hasValue("oven.example:5000");
    assertThat(entry.repository()).hasValue("kitchen/pizza");
    assertThat(entry.tag()).hasValue("2018-05-12");
    assertThat(entry.digest()).hasValue(new Digest(DIGEST));
    assertThat(entry.id()).hasValue("e-1");
    assertThat(entry.pushedAt()).hasValue(Samples.TIME);
  }

  @Test
  void whatTheDataDoesNotSayIsInSubjectAndSource() {
    NotificationEntry entry =
        singleEntry(
            Samples.event("generic/push-in-the-subject", TYPE, "https://oven.example/kitchen"));

    assertThat(entry.ignored()).isEmpty();
    assertThat(entry.host()).hasValue("oven.example");
    assertThat(entry.repository()).hasValue("kitchen/pizza");
    assertThat(entry.tag()).hasValue("today");
  }

  @Test
  void whatIsNowhereStaysAbsent() {
    NotificationEntry entry = singleEntry(TestNotifications.event(TYPE, "/kitchen", "{}"));

    assertThat(entry.ignored()).hasValue(IgnoreReason.UNTAGGED);
    assertThat(entry.host()).isEmpty();
    assertThat(entry.repository()).isEmpty();
  }

  @Test
  void onlyItsOwnTypeIsRecognised() {
    assertThat(dialect.recognises(Samples.event("generic/push", TYPE, "/kitchen"))).isTrue();
    assertThat(dialect.recognises(Samples.event("generic/push", "container.image", "/k")))
        .isFalse();
    assertThat(dialect.recognises(Samples.raw("generic/push"))).isFalse();
    assertThatThrownBy(() -> dialect.read(Samples.raw("generic/push")))
        .isInstanceOf(MalformedBody.class);
  }

  private NotificationEntry singleEntry(Notification notification) {
    List<NotificationEntry> entries = TestNotifications.entries(dialect, notification);
    assertThat(entries).hasSize(1);
    return entries.getFirst();
  }
}
