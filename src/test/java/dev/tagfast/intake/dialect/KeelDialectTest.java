package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.image.Digest;
import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.intake.notification.NotificationEntry.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeelDialectTest {
  private static final String DIGEST = "sha256:" + "1f".repeat(32);

  private final Dialect dialect = Dialect.named("keel").orElseThrow();

  @ParameterizedTest
  @CsvSource({
    "oven.example:5000/kitchen/pizza, oven.example:5000, kitchen/pizza",
    "localhost/pizza, localhost, pizza",
    "kitchen/pizza, docker.io, kitchen/pizza",
    "nginx, docker.io, library/nginx",
  })
  void aNameIsReadAsADeploymentWritesIt(String name, String host, String repository) {
    NotificationEntry entry = singleEntry("{\"name\":\"" + name + "\",\"tag\":\"1.0.0\"}");

    assertThat(entry.action()).isEqualTo(Action.PUSH);
    assertThat(entry.ignored()).isEmpty();
    assertThat(entry.host()).hasValue(host);
    assertThat(entry.repository()).hasValue(repository);
    assertThat(entry.tag()).hasValue("1.0.0");
    assertThat(entry.digest()).isEmpty();
  }

  @Test
  void hostAndDigestMayBeSaidApart() {
    NotificationEntry entry =
        singleEntry(
            "{\"host\":\"oven.example\",\"name\":\"kitchen/pizza\",\"tag\":\"1\",\"digest\":\"%s\"}"
                .formatted(DIGEST));

    assertThat(entry.host()).hasValue("oven.example");
    assertThat(entry.repository()).hasValue("kitchen/pizza");
    assertThat(entry.digest()).hasValue(new Digest(DIGEST));
  }

  @Test
  void whatIsNoNameIsSaidAsItCame() {
    NotificationEntry entry = singleEntry("{\"name\":\"oven.example/Kitchen\",\"tag\":\"1\"}");

    assertThat(entry.host()).isEmpty();
    assertThat(entry.repository()).hasValue("oven.example/Kitchen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"tag\":\"1\"}", "{\"name\":7,\"tag\":\"1\"}", "{}"})
  void withoutANameItIsSomethingElse(String body) {
    assertThat(dialect.recognises(TestNotifications.raw(body))).isFalse();
    assertThat(singleEntry(body).ignored()).hasValue(IgnoreReason.OTHER_FORMAT);
  }

  @Test
  void withoutATagNothingFollows() {
    assertThat(singleEntry("{\"name\":\"nginx\"}").ignored()).hasValue(IgnoreReason.UNTAGGED);
  }

  @Test
  void aListIsMalformed() {
    assertThatThrownBy(() -> dialect.read(TestNotifications.raw("[]")))
        .isInstanceOf(MalformedBody.class);
  }

  private NotificationEntry singleEntry(String body) {
    return TestNotifications.entries(dialect, TestNotifications.raw(body)).getFirst();
  }
}
