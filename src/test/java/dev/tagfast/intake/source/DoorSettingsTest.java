package dev.tagfast.intake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tagfast.intake.FakeRegistryHosts;
import dev.tagfast.intake.SettingsOf;
import dev.tagfast.intake.auth.AuthenticationMethod;
import dev.tagfast.intake.auth.Authenticators;
import dev.tagfast.settings.Mode;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.WrongSetting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorSettingsTest {
  @Test
  void everySettingCanBeMadeByEnvironmentVariablesAlone() {
    Settings settings =
        SettingsOf.environment(
            Map.ofEntries(
                Map.entry("TAGFAST_MODE", "observe"),
                Map.entry("TAGFAST_DOORS", "webhooks"),
                Map.entry("TAGFAST_NAMESPACES", "kitchen,hall"),
                Map.entry("TAGFAST_EVENTS_AUTH", "header"),
                Map.entry("TAGFAST_EVENTS_HEADER", "X-Events"),
                Map.entry("TAGFAST_EVENTS_SECRET", "rosemary"),
                Map.entry("TAGFAST_EVENTS_REGISTRIES", "local"),
                Map.entry("TAGFAST_EVENTS_DEFAULT_REGISTRY", "local"),
                Map.entry("TAGFAST_SOURCES_CI_ANSWER_WITHIN", "900ms"),
                Map.entry("TAGFAST_SOURCES_CI_FORWARD", "broker"),
                Map.entry("TAGFAST_FORWARD_SINK", "http://broker"),
                Map.entry("TAGFAST_SOURCES_CI_FORMAT", "distribution"),
                Map.entry("TAGFAST_SOURCES_CI_HEADER", "X-Secret"),
                Map.entry("TAGFAST_SOURCES_CI_SECRET", "oregano"),
                Map.entry("TAGFAST_SOURCES_CI_REGISTRIES", "local,hub"),
                Map.entry("TAGFAST_SOURCES_CI_DEFAULT_REGISTRY", "local"),
                Map.entry("TAGFAST_REGISTRIES_LOCAL_HOST", "localhost:5001"),
                Map.entry("TAGFAST_REGISTRIES_LOCAL_ALIASES", "registry.svc:5000,r:1"),
                Map.entry("TAGFAST_REGISTRIES_LOCAL_URL", "http://registry:5000"),
                Map.entry("TAGFAST_REGISTRIES_LOCAL_INSECURE", "true"),
                Map.entry("TAGFAST_REGISTRIES_LOCAL_CA", "/ca.pem"),
                Map.entry("TAGFAST_REGISTRIES_LOCAL_TOKEN_HOSTS", "auth.example"),
                Map.entry("TAGFAST_REGISTRIES_LOCAL_REDIRECT_HOSTS", "cdn.example"),
                Map.entry("TAGFAST_REGISTRIES_LOCAL_TIMEOUT", "2s"),
                Map.entry("TAGFAST_REGISTRIES_LOCAL_ATTEMPTS", "5"),
                Map.entry("TAGFAST_REGISTRIES_LOCAL_CREDENTIALS_USERNAME", "cook"),
                Map.entry("TAGFAST_REGISTRIES_LOCAL_CREDENTIALS_PASSWORD", "pa:ss"),
                Map.entry("TAGFAST_REGISTRIES_LOCAL_CREDENTIALS_DOCKER_CONFIG", "{}"),
                Map.entry("TAGFAST_REGISTRIES_LOCAL_CREDENTIALS_DOCKER_CONFIG_FILE", "/c.json"),
                Map.entry("TAGFAST_REGISTRIES_LOCAL_PUSH_CREDENTIALS_USERNAME", "chef"),
                Map.entry("TAGFAST_REGISTRIES_HUB_HOST", "docker.io"),
                Map.entry("TAGFAST_LEDGER_STORE", "memory"),
                Map.entry("TAGFAST_LEDGER_NAMESPACE", "tagfast"),
                Map.entry("TAGFAST_LEDGER_LEASE", "10s"),
                Map.entry("TAGFAST_POLICY_SOURCE", "defaults"),
                Map.entry("TAGFAST_RESOLVE_PAUSE", "50ms"),
                Map.entry("TAGFAST_RECONCILE_AT_MOST_EVERY", "1m"),
                Map.entry("TAGFAST_REPORT_SINK", "http://sink"),
                Map.entry("TAGFAST_REPORT_SLACK_URL", "http://slack")));

    assertThat(settings.mode()).isEqualTo(Mode.OBSERVE);
    assertThat(settings.doors()).containsExactly(Settings.Door.WEBHOOKS);
    assertThat(settings.namespaces()).hasValue(List.of("kitchen", "hall"));
    assertThat(settings.events().auth()).isEqualTo(Settings.Authentication.HEADER);
    assertThat(settings.events().header()).hasValue("X-Events");
    assertThat(settings.events().secret()).hasValue("rosemary");
    assertThat(settings.events().registries()).hasValue(List.of("local"));
    assertThat(settings.sources()).containsOnlyKeys("ci");
    Settings.Source source = settings.sources().get("ci");
    assertThat(source.header()).hasValue("X-Secret");
    assertThat(source.secret()).hasValue("oregano");
    assertThat(source.registries()).hasValue(List.of("local", "hub"));
    assertThat(source.defaultRegistry()).hasValue("local");
    assertThat(source.answerWithin()).hasValue(Duration.ofMillis(900));
    assertThat(source.forward()).isEqualTo(Settings.ForwardTo.BROKER);
    assertThat(settings.forward().sink()).hasValue("http://broker");
    assertThat(settings.registries()).containsOnlyKeys("local", "hub");
    Settings.RegistrySettings registry = settings.registries().get("local");
    assertThat(registry.host()).isEqualTo("localhost:5001");
    assertThat(registry.aliases()).hasValue(List.of("registry.svc:5000", "r:1"));
    assertThat(registry.url()).hasValue("http://registry:5000");
    assertThat(registry.insecure()).isTrue();
    assertThat(registry.ca()).hasValue("/ca.pem");
    assertThat(registry.tokenHosts()).hasValue(List.of("auth.example"));
    assertThat(registry.redirectHosts()).hasValue(List.of("cdn.example"));
    assertThat(registry.timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(registry.attempts()).isEqualTo(5);
    assertThat(registry.credentials().username()).hasValue("cook");
    assertThat(registry.credentials().password()).hasValue("pa:ss");
    assertThat(registry.credentials().dockerConfig()).hasValue("{}");
    assertThat(registry.credentials().dockerConfigFile()).hasValue("/c.json");
    assertThat(registry.pushCredentials().username()).hasValue("chef");
    assertThat(settings.ledger().store()).isEqualTo(Settings.Store.MEMORY);
    assertThat(settings.ledger().namespace()).hasValue("tagfast");
    assertThat(settings.ledger().lease()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.policy().source()).isEqualTo(Settings.PolicyOrigin.DEFAULTS);
    assertThat(settings.resolve().pause()).isEqualTo(Duration.ofMillis(50));
    assertThat(settings.reconcile().atMostEvery()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.report().sink()).hasValue("http://sink");
    assertThat(settings.report().slackUrl()).hasValue("http://slack");
    assertThat(doors(settings).source("ci")).isPresent();
  }

  @Test
  void withoutAnySettingTheEventsDoorIsClosedAndThereIsNoSource() {
    DoorSettings doors = doors(SettingsOf.properties(Map.of()));

    assertThat(doors.eventsAccess()).isEqualTo(new AuthenticationMethod.Closed());
    assertThat(doors.source("ci")).isEmpty();
    assertThat(doors.isOpen(Settings.Door.EVENTS)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "tagfast.sources.ci.format, harbour, tagfast.sources.ci.format",
    "tagfast.sources.ci.header, X-Secret, tagfast.sources.ci.secret",
    "tagfast.sources.ci.secret, ' ', tagfast.sources.ci.secret",
    "tagfast.sources.ci.secret, 'two\nlines', tagfast.sources.ci.secret",
    "tagfast.sources.ci.secret, 'käse', tagfast.sources.ci.secret",
    "tagfast.events.header, 'X Y:', tagfast.events.header",
    "tagfast.sources.ci.registries, nowhere, tagfast.sources.ci.registries",
    "tagfast.sources.ci.default-registry, nowhere, tagfast.sources.ci.default-registry",
    "tagfast.sources.events.secret, x, tagfast.sources.events",
    "tagfast.sources.reconcile.secret, x, tagfast.sources.reconcile",
    "tagfast.events.auth, header, tagfast.events.secret",
    "tagfast.events.registries, nowhere, tagfast.events.registries",
    "tagfast.events.default-registry, nowhere, tagfast.events.default-registry",
    "tagfast.sources.ci.forward, broker, tagfast.forward.sink",
  })
  void aWrongSettingIsNamed(String setting, String value, String named) {
    Map<String, String> properties = new TreeMap<>();
    if (setting.startsWith("tagfast.sources.ci.") && !setting.endsWith(".header")) {
      properties.put("tagfast.sources.ci.secret", "oregano");
    }
    if (setting.equals("tagfast.events.header")) {
      properties.put("tagfast.events.auth", "header");
      properties.put("tagfast.events.secret", "oregano");
    }
    properties.put(setting, value);

    Settings settings = SettingsOf.properties(properties);

    assertThatThrownBy(() -> doors(settings))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining(named)
        .hasMessageNotContaining("oregano");
  }

  @Test
  void theLineBreakAtTheEndOfASecretFromAFileIsNoPartOfIt() {
    Settings settings = SettingsOf.environment(Map.of("TAGFAST_SOURCES_CI_SECRET", "oregano\n"));

    ConfiguredSource source = doors(settings).source("ci").orElseThrow();

    assertThat(
            Authenticators.authenticates(source.authentication(), "", "Authorization", "oregano"))
        .isTrue();
  }

  @Test
  void aSourceIsAnsweredBeforeItsKindOfSenderGivesUp() {
    Map<String, String> properties = new TreeMap<>();
    for (String format : List.of("harbor", "tcr", "gitea", "ecr", "distribution", "auto")) {
      properties.put("tagfast.sources." + format + ".secret", "oregano");
      properties.put("tagfast.sources." + format + ".format", format);
    }
    properties.put("tagfast.sources.own.secret", "oregano");
    properties.put("tagfast.sources.own.answer-within", "900ms");

    assertThat(doors(SettingsOf.properties(properties)).sources())
        .extracting(ConfiguredSource::name, source -> source.answerWithin().toMillis())
        .containsExactlyInAnyOrder(
            tuple("harbor", 2500L),
            tuple("tcr", 2500L),
            tuple("gitea", 4000L),
            tuple("ecr", 4000L),
            tuple("distribution", 8000L),
            tuple("auto", 8000L),
            tuple("own", 900L));
  }

  private static DoorSettings doors(Settings settings) {
    return new DoorSettings(settings, new FakeRegistryHosts(settings));
  }
}
