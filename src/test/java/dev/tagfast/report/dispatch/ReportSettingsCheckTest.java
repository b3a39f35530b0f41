package dev.tagfast.report.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.report.Samples;
import dev.tagfast.report.kubernetes.KubernetesImageTagLinks;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.WrongSetting;
import dev.tagfast.testing.TestSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportSettingsCheckTest {
  @Test
  void theDefaultsAreFine() {
    ReportSettingsCheck.check(TestSettings.of(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "tagfast.report.sink, broker/default",
    "tagfast.forward.sink, http://me:hunter2@broker",
    "tagfast.report.slack-url, hooks.example/hunter2",
    "tagfast.report.ce-overrides, nonsense",
    "tagfast.report.source, two words"
  })
  void aWrongSettingStopsTheStartWithASentenceThatNamesIt(String setting, String value) {
    Settings wrong = TestSettings.of(Map.of(setting, value));

    assertThatThrownBy(() -> ReportSettingsCheck.check(wrong))
        .isInstanceOf(WrongSetting.class)
        .hasMessageStartingWith(setting)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aTagInMemoryHasNoObjectAndOneInTheClusterHasItsName() {
    assertThat(objects("memory").of(Samples.KEY)).isEmpty();
    assertThat(objects("kubernetes").of(Samples.KEY))
        .hasValueSatisfying(
            object -> {
              assertThat(object.namespace()).isEqualTo("ops");
              assertThat(object.name()).matches("pizza-2018-05-12-[0-9a-f]{16}");
            });
  }

  private static KubernetesImageTagLinks objects(String store) {
    return new KubernetesImageTagLinks(
        TestSettings.of(Map.of("tagfast.ledger.store", store, "tagfast.ledger.namespace", "ops")),
        () -> new io.fabric8.kubernetes.client.KubernetesClientBuilder().build());
  }
}
