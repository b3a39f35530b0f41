package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.intake.notification.IgnoreReason;
import dev.tagfast.intake.notification.Notification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerHubDialectTest {
  private static final String ALL = " by=cook at=2026-04-01T10:15:30Z";

  private final Dialect dockerhub = Dialect.named("dockerhub").orElseThrow();
  private final Dialect auto = Dialect.named("auto").orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          push-tagged          | push docker.io/kitchen/pizza:today
          push-exponent-time   | push docker.io/kitchen/pizza:today
          push-official        | push docker.io/pizza:today
          push-image-ids       | push docker.io/kitchen/pizza:today
          push-config-of-image | push docker.io/kitchen/pizza:today
          push-chart           | push (Chart) docker.io/kitchen/pizza:today
          push-untagged        | push (Untagged) docker.io/kitchen/pizza
          """)
  void aPushIsReadAndHasNoDigest(String sample, String expected) {
    Notification notification = TestNotifications.raw(Samples.bytes("dockerhub/" + sample));

    assertThat(Samples.asText(dockerhub, notification)).isEqualTo(expected + ALL);
    assertThat(Samples.asText(auto, notification)).isEqualTo(expected + ALL);
  }

  @Test
  void namespaceAndNameMakeTheRepositoryWhereItsNameIsMissing() {
    Notification notification = TestNotifications.raw(Samples.bytes("dockerhub/push-names-apart"));

    assertThat(Samples.asText(auto, notification)).isEqualTo("push docker.io/kitchen/pizza:today");
  }

  @Test
  void aCosignTagIsNoImage() {
    assertThat(
            TestNotifications.entries(
                dockerhub, TestNotifications.raw(Samples.bytes("dockerhub/push-signature"))))
        .extracting(entry -> entry.ignored().orElseThrow())
        .containsExactly(IgnoreReason.REFERRER);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = "{} \n {\"push_data\":7} \n {\"repository\":{}}")
  void anotherObjectIsIgnored(String body) {
    assertThat(Samples.asText(dockerhub, TestNotifications.raw(body)))
        .isEqualTo("other (OtherFormat)");
  }
}
