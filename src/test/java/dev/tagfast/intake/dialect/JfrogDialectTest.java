package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Notification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JfrogDialectTest {
  private final Dialect jfrog = Dialect.named("jfrog").orElseThrow();
  private final Dialect auto = Dialect.named("auto").orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          push-tagged             | push shop.jfrog.example/docker-local/kitchen/pizza:today@1f1f
          push-index              | push shop.jfrog.example/docker-local/kitchen/pizza:today@1f1f
          push-name-lacks-folders | push shop.jfrog.example/docker-local/kitchen/pizza:today@1f1f
          push-no-path            | push shop.jfrog.example/docker-local/kitchen/pizza:today@1f1f
          push-no-file            | push shop.jfrog.example/docker-local/kitchen/pizza:today
          push-malformed-digest   | push shop.jfrog.example/docker-local/kitchen/pizza:today
          push-no-origin          | push /docker-local/kitchen/pizza:today@1f1f
          push-oci-image          | push shop.jfrog.example/docker-local/kitchen/pizza:today@1f1f
          push-oci-chart          | push (Chart) shop.jfrog.example/docker-local/kitchen/pizza:today
          push-by-digest          | push (Untagged) shop.jfrog.example/docker-local/kitchen/pizza@1f1f
          promoted                | push shop.jfrog.example/docker-local/kitchen/pizza:today@1f1f
          delete-tagged           | delete shop.jfrog.example/docker-local/kitchen/pizza:today@1f1f
          other-action            | other (OtherAction) shop.jfrog.example/docker-local/kitchen/pizza:today@1f1f
          """)
  void anImageIsReadAsItIsReachedByPath(String sample, String expected) {
    Notification notification = TestNotifications.raw(Samples.bytes("jfrog/" + sample));

    assertThat(Samples.asText(jfrog, notification)).isEqualTo(expected + " by=cook@example.org");
    assertThat(Samples.asText(auto, notification)).isEqualTo(expected + " by=cook@example.org");
  }

  @Test
  void theDataMayComeWithoutEnvelope() {
    assertThat(Samples.asText(auto, TestNotifications.raw(Samples.bytes("jfrog/push-data-alone"))))
        .isEqualTo("push /docker-local/kitchen/pizza:today@1f1f");
  }

  @Test
  void filesAreNoImages() {
    assertThat(
            Samples.asText(auto, TestNotifications.raw(Samples.bytes("jfrog/artifact-deployed"))))
        .isEqualTo("other (NotAnImage)");
  }

  @Test
  void aCosignTagIsNoImage() {
    assertThat(
            TestNotifications.entries(
                jfrog, TestNotifications.raw(Samples.bytes("jfrog/push-signature"))))
        .extracting(entry -> entry.ignored().orElseThrow())
        .containsExactly(IgnoreReason.REFERRER);
  }

  @Test
  void itsHeaderTellsItAndAnotherObjectIsIgnored() {
    assertThat(Samples.asText(auto, TestNotifications.raw("{}", "X-JFrog-Event-Auth", "oregano")))
        .isEqualTo("other (OtherFormat)");
  }
}
