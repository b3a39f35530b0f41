package dev.tagfast.intake.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.image.Repository;
import dev.tagfast.image.TagCase;
import dev.tagfast.intake.SettingsOf;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.registry.config.RegistryHosts;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.WrongSetting;
import io.quarkus.runtime.StartupEvent;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntakeSettingsCheckTest {
  @ParameterizedTest
  @CsvSource({
    "tagfast.ledger.lease, -1s",
    "tagfast.ledger.retention, 0",
    "tagfast.ledger.namespace, Bad NS",
    "tagfast.namespaces, 'kitchen,UPPER'",
    "tagfast.policy.cache, -1s",
    "tagfast.resolve.asks, 0",
    "tagfast.resolve.asks, 1000000",
    "tagfast.resolve.pause, -1s",
    "tagfast.reconcile.every, never",
    "tagfast.reconcile.every, -5m",
    "tagfast.reconcile.every, 0s",
    "tagfast.reconcile.at-most-every, -1s",
    "tagfast.report.timeout, 0s",
    "tagfast.sources.ci.answer-within, 0s",
    "tagfast.sources.ci.answer-within, 1h",
    "tagfast.registries.local.host, http://x",
    "tagfast.registries.local.attempts, 0",
    "tagfast.registries.local.url, ftp://x",
    "tagfast.registries.local.ca, /nope",
    "tagfast.registries.other.host, here:1",
  })
  void whatNobodyCanMeanStopsTheStartAndIsNamed(String setting, String value) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("tagfast.registries.local.host", "here:1");
    properties.put("tagfast.sources.ci.secret", "oregano");
    properties.put(setting, value);

    assertThatThrownBy(() -> start(SettingsOf.properties(properties)))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining(setting);
  }

  @Test
  void theDefaultsAndOffAreFine() {
    start(SettingsOf.properties(Map.of()));
    start(SettingsOf.properties(Map.of("tagfast.reconcile.every", "off")));
  }

  /** Starts as the container does: the registry catalog is created at its first use. */
  private static void start(Settings settings) {
    RegistryHosts lazy =
        new RegistryHosts() {
          @Override
          public Repository canonical(Repository repository) {
            return new RegistryCatalog(settings).canonical(repository);
          }

          @Override
          public TagCase tagCaseOf(String host) {
            return new RegistryCatalog(settings).tagCaseOf(host);
          }

          @Override
          public Optional<String> nameOf(String host) {
            return new RegistryCatalog(settings).nameOf(host);
          }

          @Override
          public Optional<String> hostOf(String name) {
            return new RegistryCatalog(settings).hostOf(name);
          }

          @Override
          public SortedMap<String, String> listed() {
            return new RegistryCatalog(settings).listed();
          }
        };
    new IntakeSettingsCheck()
        .check(new StartupEvent(), settings, new DoorSettings(settings, lazy), lazy);
  }
}
