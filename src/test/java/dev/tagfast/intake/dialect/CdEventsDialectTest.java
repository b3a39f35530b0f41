package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.image.Digest;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.NotificationEntry.Action;
import dev.tagfast.intake.notification.PackageUrl;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CdEventsDialectTest {
  private static final String DIGEST = "sha256:" + "1f".repeat(32);
  private static final String OCI = "pkg:oci/pizza@sha256%3A" + "1f".repeat(32);

  private final Dialect dialect = Dialect.named("cdevents").orElseThrow();

  @Test
  void aPublishedImageIsReadCompletely() {
    NotificationEntry entry =
        singleEntry(
            Samples.event(
                "cdevents/published-tagged", "dev.cdevents.artifact.published.0.3.0", "/build"));

    assertThat(entry.action()).isEqualTo(Action.PUSH);
    assertThat(entry.ignored()).isEmpty();
    assertThat(entry.host()).hasValue("oven.example:5000");
    assertThat(entry.repository()).hasValue("kitchen/pizza");
    assertThat(entry.tag()).hasValue("2018-05-12");
    assertThat(entry.digest()).hasValue(new Digest(DIGEST));
    assertThat(entry.id()).hasValue("cd-0001");
    assertThat(entry.actor()).hasValue("cook");
    assertThat(entry.pushedAt()).hasValue(Instant.parse("2026-04-01T10:15:30.5Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "published-tagged, PUSH, ",
    "published-untagged, PUSH, UNTAGGED",
    "published-npm, OTHER, NOT_AN_IMAGE",
    "published-no-purl, OTHER, NOT_AN_IMAGE",
    "deleted-tag, DELETE, ",
    "deleted-by-digest, DELETE, DELETE_BY_DIGEST",
    "downloaded, OTHER, PULL",
    "signed, OTHER, OTHER_ACTION",
    "packaged, OTHER, OTHER_ACTION",
    "pipeline-finished, OTHER, OTHER_EVENT",
  })
  void whatIsSentWithoutAnEventAroundItSaysItsType(String sample, Action action, IgnoreReason why) {
    Notification raw = Samples.raw("cdevents/" + sample);

    assertThat(dialect.recognises(raw)).isTrue();
    assertThat(singleEntry(raw).action()).isEqualTo(action);
    assertThat(singleEntry(raw).ignored()).isEqualTo(Optional.ofNullable(why));
  }

  @ParameterizedTest
  @CsvSource({
    "?repository_url=oven.example/kitchen/pizza, oven.example, kitchen/pizza, ",
    "?repository_url=oven.example/kitchen&tag=1, oven.example, kitchen/pizza, 1",
    "?repository_url=oven.example:5000&tag=1, oven.example:5000, pizza, 1",
    "?repository_url=https%3A%2F%2Foven.example%2Fkitchen%2F&tag=1, oven.example, kitchen/pizza, 1",
    "?tag=1.2%2B3&arch=amd64, , pizza, 1.2+3",
    "?tag=1+2#etc/menu, , pizza, 1+2",
    "'', , pizza, ",
  })
  void theNameMayBePartOfTheRepositorysUrl(
      String qualifiers, String host, String repository, String tag) {
    NotificationEntry entry = published(OCI + qualifiers);

    assertThat(entry.host()).isEqualTo(Optional.ofNullable(host));
    assertThat(entry.repository()).hasValue(repository);
    assertThat(entry.tag()).isEqualTo(Optional.ofNullable(tag));
    assertThat(entry.digest()).hasValue(new Digest(DIGEST));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pkg:oci/pizza@%zz", "pkg:oci", "pkg:", "oci/pizza", "pkg:oci/"})
  void aBrokenPurlNamesNoImage(String purl) {
    assertThat(PackageUrl.of(purl)).isEmpty();
    assertThat(published(purl).ignored()).hasValue(IgnoreReason.NOT_AN_IMAGE);
  }

  @Test
  void aNamespaceIsPartOfTheName() {
    assertThat(PackageUrl.of("pkg:npm/@kitchen/pizza@1.2.3"))
        .hasValue(new PackageUrl("npm", "@kitchen/pizza", Optional.of("1.2.3"), Map.of()));
  }

  @Test
  void aLongPurlIsNoBurden() {
    assertThat(PackageUrl.of("pkg:oci/" + "@".repeat(500_000) + "/?")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "[]", "{"})
  void anotherEnvelopeIsMalformed(String body) {
    assertThatThrownBy(
            () ->
                dialect.read(
                    TestNotifications.event(
                        "dev.cdevents.artifact.published.0.1.0", "/build", body)))
        .isInstanceOf(MalformedBody.class);
  }

  private NotificationEntry published(String purl) {
    return singleEntry(
        TestNotifications.event(
            "dev.cdevents.artifact.published.0.1.0",
            "/build",
            "{\"subject\":{\"id\":\"" + purl + "\"}}"));
  }

  private NotificationEntry singleEntry(Notification notification) {
    List<NotificationEntry> entries = TestNotifications.entries(dialect, notification);
    assertThat(entries).hasSize(1);
    return entries.getFirst();
  }
}
