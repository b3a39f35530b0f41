package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.NotificationEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectsTest {
  private final Dialect auto = Dialect.named("auto").orElseThrow();

  @Test
  void everyDialectIsInTheListOnceAndHasANameOfItsOwn() {
    assertThat(Dialect.all())
        .extracting(dialect -> (Object) dialect.getClass())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Dialect.class.getPermittedSubclasses())
                .filter(type -> type != AutoDialect.class)
                .toList());
    assertThat(Dialect.all()).extracting(Dialect::name).doesNotHaveDuplicates();
    assertThat(Dialect.all())
        .allSatisfy(dialect -> assertThat(Dialect.named(dialect.name())).hasValue(dialect));
  }

  @Test
  void everyFormatIsDocumented() throws IOException {
    String documentation = Files.readString(Path.of("docs/http-api.md"));

    assertThat(Dialect.all())
        .allSatisfy(dialect -> assertThat(documentation).contains("`" + dialect.name() + "`"));
  }

  @ParameterizedTest
  @EnumSource(IgnoreReason.class)
  void everyReasonToIgnoreIsDocumented(IgnoreReason why) throws IOException {
    assertThat(Files.readString(Path.of("docs/http-api.md"))).contains("`" + why.word() + "`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "multipart/form-data", "image/png", "application/xml"})
  void noDialectTakesNonsense(String mediaType) {
    assertThat(Dialect.all())
        .allSatisfy(dialect -> assertThat(dialect.accepts(mediaType)).isFalse());
    assertThat(auto.accepts(mediaType)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "null", "[]", "{", "{\"events\":7,\"message\":[]}", "\"x\""})
  void recognisingNeverThrows(String body) {
    assertThat(Dialect.all())
        .allSatisfy(
            dialect -> {
              dialect.recognises(TestNotifications.raw(body));
              dialect.recognises(TestNotifications.event("a.b", "/c", body));
            });
  }

  @Test
  void autoPicksTheFirstThatRecognisesIt() {
    assertThat(
            TestNotifications.entries(
                auto, TestNotifications.raw("{\"events\":[{\"action\":\"pull\"}]}")))
        .extracting(NotificationEntry::ignored)
        .containsExactly(java.util.Optional.of(IgnoreReason.PULL));
  }

  @Test
  void whatNobodyRecognisesIsIgnoredButMustBeJson() {
    assertThat(TestNotifications.entries(auto, TestNotifications.raw("{\"oven\":3}")))
        .extracting(entry -> entry.ignored().orElseThrow())
        .containsExactly(IgnoreReason.OTHER_FORMAT);
    assertThat(
            TestNotifications.entries(
                auto, TestNotifications.event("kitchen.oven", "/kitchen", "")))
        .extracting(entry -> entry.id().orElseThrow())
        .containsExactly("e-1");
    assertThatThrownBy(() -> auto.read(TestNotifications.raw("action=push")))
        .isInstanceOf(MalformedBody.class);
  }

  @Test
  void ourOwnEventIsReadAndOurReportsAreIgnored() {
    List<NotificationEntry> pushed =
        TestNotifications.entries(
            auto,
            TestNotifications.event(
                "dev.tagfast.image.pushed",
                "/other",
                """
                {"registry":"localhost:5001","repository":"kitchen/pizza","tag":"today",
                 "digest":"sha256:broken","actor":"cook","pushedAt":"2026-04-01T10:15:30Z"}
                """));

    assertThat(pushed).hasSize(1);
    assertThat(pushed.getFirst().ignored()).isEmpty();
    assertThat(pushed.getFirst().host()).hasValue("localhost:5001");
    assertThat(pushed.getFirst().digest()).isEmpty();
    assertThat(pushed.getFirst().pushedAt())
        .hasValue(java.time.Instant.parse("2026-04-01T10:15:30Z"));
    assertThat(
            TestNotifications.entries(
                auto, TestNotifications.event("dev.tagfast.image.changed", "/us", "{}")))
        .extracting(entry -> entry.ignored().orElseThrow())
        .containsExactly(IgnoreReason.REPORT);
  }
}
