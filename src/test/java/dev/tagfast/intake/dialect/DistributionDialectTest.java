package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.image.Digest;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.NotificationEntry.Action;
import dev.tagfast.intake.notification.Times;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionDialectTest {
  private static final String DIGEST = "sha256:" + "1f".repeat(32);

  private final Dialect dialect = Dialect.named("distribution").orElseThrow();

  @Test
  void aTaggedPushIsReadCompletely() throws IOException {
    NotificationEntry entry = sample("push-tagged").getFirst();

    assertThat(entry.action()).isEqualTo(Action.PUSH);
    assertThat(entry.ignored()).isEmpty();
    assertThat(entry.host()).hasValue("localhost:5001");
    assertThat(entry.repository()).hasValue("kitchen/pizza");
    assertThat(entry.tag()).hasValue("2018-05-12");
    assertThat(entry.digest()).hasValue(new Digest(DIGEST));
    assertThat(entry.mediaType()).hasValue("application/vnd.oci.image.manifest.v1+json");
    assertThat(entry.id()).hasValue("7e0c4f0e-0001-4b52-9a32-2f2f6d1c9a01");
    assertThat(entry.actor()).hasValue("cook");
    assertThat(entry.pushedAt()).hasValue(Instant.parse("2026-04-01T10:15:30.123456789Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "pull, OTHER, PULL",
    "mount, OTHER, MOUNT",
    "rename, OTHER, OTHER_ACTION",
    "push-blob, PUSH, BLOB",
    "push-by-digest, PUSH, UNTAGGED",
    "push-tag-is-digest, PUSH, UNTAGGED",
    "push-signature, PUSH, REFERRER",
    "delete-by-digest, DELETE, DELETE_BY_DIGEST",
    "delete-repository, DELETE, REPOSITORY_DELETE",
  })
  void whatIsNoMatterForUsSaysWhy(String sample, Action action, IgnoreReason why)
      throws IOException {
    NotificationEntry entry = sample(sample).getFirst();

    assertThat(entry.action()).isEqualTo(action);
    assertThat(entry.ignored()).hasValue(why);
    assertThat(entry.repository()).hasValue("kitchen/pizza");
  }

  @Test
  void aDeletedTagIsAMatterForUs() throws IOException {
    NotificationEntry entry = sample("delete-tag").getFirst();

    assertThat(entry.action()).isEqualTo(Action.DELETE);
    assertThat(entry.ignored()).isEmpty();
    assertThat(entry.tag()).hasValue("2018-05-12");
  }

  @Test
  void aMalformedEntryDoesNotFailTheOthers() throws IOException {
    assertThat(sample("push-among-malformed"))
        .extracting(entry -> entry.ignored().orElse(null))
        .containsExactly(
            IgnoreReason.NOT_AN_EVENT,
            IgnoreReason.NOT_AN_EVENT,
            IgnoreReason.NOT_AN_EVENT,
            null,
            null);
  }

  @Test
  void aMalformedDigestAndAMalformedTimeCountAsAbsent() {
    NotificationEntry entry =
        read("""
                {"events":[{"action":"push","timestamp":"yesterday",
                  "target":{"repository":"a","tag":"1","digest":"sha256:0123"}}]}
                """)
            .getFirst();

    assertThat(entry.ignored()).isEmpty();
    assertThat(entry.digest()).isEmpty();
    assertThat(entry.pushedAt()).isEmpty();
    assertThat(entry.mediaType()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+999999999-12-31T23:59:59Z",
        "-0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-18:00",
      })
  void aTimeBeyondTheYearsOfRfc3339CountsAsAbsent(String time) {
    assertThat(Times.rfc3339(time)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://registry.example:5000/v2/a/manifests/1, registry.example:5000",
    "https://user:word@registry.example/v2/a/manifests/1, registry.example",
    "/v2/a/manifests/1,",
    "http://[,",
  })
  void withoutARequestHostTheUrlSaysWhichRegistryIsMeant(String url, String host) {
    NotificationEntry entry =
        read("{\"events\":[{\"action\":\"push\",\"target\":{\"url\":\"" + url + "\"}}]}")
            .getFirst();

    assertThat(entry.host().orElse(null)).isEqualTo(host);
  }

  @Test
  void anActorCannotForgeALogLine() {
    NotificationEntry entry =
        read("{\"events\":[{\"action\":\"pull\",\"actor\":{\"name\":\"a\\nERROR \\u202eb\"}}]}")
            .getFirst();

    assertThat(entry.actor()).hasValue("a\uFFFDERROR \uFFFDb");
  }

  @Test
  void aTagThatIsTooLongDoesNotBecomeAnotherTag() {
    String tag = "a".repeat(129);
    NotificationEntry entry =
        read("{\"events\":[{\"action\":\"push\",\"target\":{\"tag\":\"" + tag + "x\"}}]}")
            .getFirst();

    assertThat(entry.tag().orElseThrow()).endsWith("…");
  }

  @Test
  void anEmptyEnvelopeHasNoEvents() {
    assertThat(read("{}")).isEmpty();
    assertThat(read("{\"events\":[]}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "7",
        "\"events\"",
        "[]",
        "[{\"events\":[]}]",
        "{\"events\":null}",
        "{\"events\":{}}",
        "{\"type\":\"PUSH_ARTIFACT\"}",
        "{\"events\":[]} x",
        "{\"events\":[",
        "action=push",
      })
  void anotherEnvelopeIsMalformed(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(MalformedBody.class);
  }

  @Test
  void deepNestingIsMalformedRatherThanAStackOverflow() {
    assertThatThrownBy(() -> read("{\"events\":".repeat(100_000)))
        .isInstanceOf(MalformedBody.class);
    assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(MalformedBody.class);
  }

  private List<NotificationEntry> read(String body) {
    return TestNotifications.entries(dialect, TestNotifications.raw(body));
  }

  private List<NotificationEntry> sample(String name) throws IOException {
    try (InputStream in =
        getClass().getResourceAsStream("/events/distribution/" + name + ".json")) {
      return TestNotifications.entries(dialect, TestNotifications.raw(in.readAllBytes()));
    }
  }
}
