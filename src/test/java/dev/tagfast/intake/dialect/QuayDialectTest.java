package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.intake.notification.IgnoreReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuayDialectTest {
  private final Dialect quay = Dialect.named("quay").orElseThrow();
  private final Dialect auto = Dialect.named("auto").orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          push-tagged          | push quay.example:8443/kitchen/pizza:today
          push-two-tags        | push quay.example:8443/kitchen/pizza:latest; push quay.example:8443/kitchen/pizza:foo
          push-url-with-scheme | push quay.example/kitchen/pizza:today
          push-no-url          | push /kitchen/pizza:today
          push-no-tags         | push (Untagged) quay.example:8443/kitchen/pizza
          push-among-malformed | other (NotAnEvent); other (NotAnEvent); push quay.example:8443/kitchen/pizza:today
          vulnerability        | other (Scan) quay.example:8443/kitchen/pizza
          mirror               | other (OtherEvent) quay.example:8443/kitchen/pizza
          expiry               | other (OtherEvent) quay.example:8443/kitchen/pizza
          build                | other (OtherEvent) quay.example:8443/kitchen/pizza
          """)
  void aPushIsWhatHasUpdatedTags(String sample, String expected) {
    assertThat(Samples.asText(quay, TestNotifications.raw(Samples.bytes("quay/" + sample))))
        .isEqualTo(expected);
  }

  @Test
  void itIsRecognisedByTheShapeOfItsBody() {
    assertThat(Samples.asText(auto, TestNotifications.raw(Samples.bytes("quay/push-tagged"))))
        .isEqualTo("push quay.example:8443/kitchen/pizza:today");
    assertThat(Samples.asText(auto, TestNotifications.raw(Samples.bytes("quay/mirror"))))
        .isEqualTo("other (OtherEvent) quay.example:8443/kitchen/pizza");
  }

  @Test
  void aCosignTagIsNoImage() {
    assertThat(
            TestNotifications.entries(
                quay, TestNotifications.raw(Samples.bytes("quay/push-signature"))))
        .extracting(entry -> entry.ignored().orElseThrow())
        .containsExactly(IgnoreReason.REFERRER);
  }

  @Test
  void anObjectOfSomebodyElseIsIgnoredAndNeverRefused() {
    assertThat(Samples.asText(quay, TestNotifications.raw("{\"oven\":3}")))
        .isEqualTo("other (OtherFormat)");
  }
}
