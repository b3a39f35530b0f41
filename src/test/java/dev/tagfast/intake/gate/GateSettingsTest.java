package dev.tagfast.intake.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.WrongSetting;
import dev.tagfast.testing.TestSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateSettingsTest {
  @Test
  void withoutSettingsTheGateIsClosedAndFailsClosed() {
    GateSettings settings = parsed(Map.of());

    assertThat(settings.isOpen()).isFalse();
    assertThat(settings.find(List.of("hub.example")))
        .hasValueSatisfying(
            gate -> {
              assertThat(gate.upstream()).isEqualTo(URI.create("https://hub.example"));
              assertThat(gate.fail()).isEqualTo(Settings.FailureMode.CLOSED);
              assertThat(gate.timeout()).isEqualTo(Duration.ofSeconds(30));
            });
  }

  @Test
  void theFirstHostThatIsListedCounts() {
    GateSettings settings = parsed(Map.of("tagfast.gate.hub.upstream", "https://inside:5000/"));

    assertThat(settings.find(List.of("unknown.example", "HUB.example")))
        .hasValueSatisfying(
            gate -> assertThat(gate.upstream()).isEqualTo(URI.create("https://inside:5000")));
    assertThat(settings.find(List.of("unknown.example", "not a host"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "tagfast.gate.other.upstream, https://inside, tagfast.gate.other is about a registry",
    "tagfast.gate.hub.upstream, inside:5000, tagfast.gate.hub.upstream is not an http or https",
    "tagfast.gate.hub.upstream, http://inside:5000, tagfast.gate.hub.upstream is plain HTTP",
    "tagfast.gate.hub.upstream, https://inside?x=1, tagfast.gate.hub.upstream has a query",
    "tagfast.gate.hub.upstream, https://user:secret@inside, is not an http or https address",
    "tagfast.gate.hub.timeout, 1h, tagfast.gate.hub.timeout is PT1H"
  })
  void aWrongSettingIsNamed(String name, String value, String message) {
    assertThatThrownBy(() -> parsed(Map.of(name, value)))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("secret");
  }

  private static GateSettings parsed(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("tagfast.registries.hub.host", "hub.example");
    Settings settings = TestSettings.of(all);
    return new GateSettings(settings, new RegistryCatalog(settings));
  }
}
