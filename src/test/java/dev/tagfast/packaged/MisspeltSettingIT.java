package dev.tagfast.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.demo.AppProcess;
import dev.tagfast.demo.Ports;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The packaged application is told a setting that is none, in each of the ways there are. */
class MisspeltSettingIT {
  @Test
  void aVariableThatNothingReadsStopsTheStartWithOneSentence() throws Exception {
    String log = start(Map.of("TAGFAST_MOED", "observe"), List.of());

    assertThat(log)
        .contains("TAGFAST_MOED is no setting, so nothing reads it; did you mean TAGFAST_MODE")
        .doesNotContain("\tat ");
  }

  @Test
  void soDoesAProperty() throws Exception {
    assertThat(start(Map.of(), List.of("-Dtagfast.moed=observe")))
        .contains("tagfast.moed")
        .doesNotContain("\tat ");
  }

  @Test
  void theNameOfARegistryWithAnUnderlineIsExplained() throws Exception {
    assertThat(start(Map.of("TAGFAST_REGISTRIES_MY_HUB_HOST", "registry.example"), List.of()))
        .contains("letters and digits only: TAGFAST_REGISTRIES_MYHUB_HOST");
  }

  @Test
  void whatKubernetesSaysOfAServiceIsNoSetting() {
    Map<String, String> environment =
        Map.of(
            "TAGFAST_LEDGER_STORE", "memory",
            "TAGFAST_POLICY_SOURCE", "defaults",
            "TAGFAST_RECONCILE_EVERY", "off",
            "TAGFAST_SERVICE_HOST", "10.0.0.1",
            "TAGFAST_SERVICE_PORT", "80",
            "TAGFAST_PORT", "tcp://10.0.0.1:80",
            "TAGFAST_PORT_80_TCP_ADDR", "10.0.0.1");
    try (AppProcess app = new AppProcess(Ports.free(), environment, List.of())) {
      app.awaitReady();

      assertThat(app.readLog()).doesNotContain("Nothing reads");
    }
  }

  /** The log of a start that must fail. */
  private static String start(Map<String, String> environment, List<String> options)
      throws InterruptedException {
    try (AppProcess app = new AppProcess(Ports.free(), environment, options)) {
      assertThat(app.process().waitFor(60, TimeUnit.SECONDS)).as(app.readLog()).isTrue();
      assertThat(app.process().exitValue()).as(app.readLog()).isEqualTo(1);
      return app.readLog();
    }
  }
}
