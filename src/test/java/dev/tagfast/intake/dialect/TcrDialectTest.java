package dev.tagfast.intake.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.intake.notification.Notification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcrDialectTest {
  private final Dialect tcr = Dialect.named("tcr").orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          push-1x   | push harbor.example:8443/kitchen/pizza:today@1f1f
          delete-1x | delete harbor.example:8443/kitchen/pizza:today@1f1f
          chart-1x  | other (Chart) harbor.example:8443/kitchen/pizza:today@1f1f
          """)
  void itIsReadAsHarbor1IsRead(String sample, String expected) {
    Notification notification = TestNotifications.raw(Samples.bytes("harbor/" + sample));

    assertThat(tcr.recognises(notification)).isTrue();
    assertThat(Samples.asText(tcr, notification))
        .isEqualTo(expected + " by=cook at=2026-04-01T10:15:30Z");
  }

  @Test
  void theCloudEventsAreHarborsAlone() {
    assertThat(
            tcr.recognises(TestNotifications.event("harbor.artifact.pushed", "/projects/2", "{}")))
        .isFalse();
  }
}
