package dev.tagfast.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.WrongSetting;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerProducerTest {
  @Test
  void theSettingNamesTheNamespace() {
    assertThat(namespace(Map.of("tagfast.ledger.namespace", "ops"), "from-the-client"))
        .isEqualTo("ops");
  }

  @Test
  void withoutASettingItIsTheClients() {
    assertThat(namespace(Map.of(), "from-the-client")).isEqualTo("from-the-client");
  }

  @Test
  void withoutEitherTheSettingIsAskedFor() {
    assertThatThrownBy(() -> namespace(Map.of(), null))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("tagfast.ledger.namespace");
  }

  @Test
  void aClientThatCannotBeCreatedIsALedgerThatCannotBeAsked() {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("https://127.0.0.1:1")
            .withClientCertData("bm9uc2Vuc2U=")
            .withClientKeyData("bm9uc2Vuc2U=")
            .build();

    assertThatThrownBy(
            () ->
                LedgerProducer.created(
                    () -> new KubernetesClientBuilder().withConfig(config).build()))
        .isInstanceOf(LedgerUnavailable.class)
        .hasMessageContaining("quarkus.kubernetes-client");
  }

  private static String namespace(Map<String, String> set, String found) {
    Settings settings =
        new SmallRyeConfigBuilder()
            .withMapping(Settings.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withSources(new PropertiesConfigSource(set, "test", 100))
            .build()
            .getConfigMapping(Settings.class);
    Config config = new ConfigBuilder(Config.empty()).withNamespace(found).build();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      return LedgerProducer.namespace(settings.ledger(), client);
    }
  }
}
