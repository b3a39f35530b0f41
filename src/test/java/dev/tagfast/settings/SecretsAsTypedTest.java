package dev.tagfast.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.intake.SettingsOf;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets pass through SmallRye Config, which expands other settings, byte for byte. */
class SecretsAsTypedTest {
  /** What SmallRye Config would change or refuse. */
  private static final String TYPED = "pa$$word-x${HOME}y-a${b-$${c}-\\$-é ,";

  /** A secret setting, and how the mapping returns it. */
  private record SecretSetting(String property, Function<Settings, Optional<String>> read) {
    @Override
    public String toString() {
      return property;
    }
  }

  static Stream<SecretSetting> secrets() {
    return Stream.of(
        new SecretSetting("tagfast.events.secret", it -> it.events().secret()),
        new SecretSetting("tagfast.events.secret-previous", it -> it.events().secretPrevious()),
        new SecretSetting("tagfast.sources.one.secret", it -> it.sources().get("one").secret()),
        new SecretSetting(
            "tagfast.sources.one.secret-previous", it -> it.sources().get("one").secretPrevious()),
        new SecretSetting("tagfast.registries.one.credentials.username", it -> pull(it).username()),
        new SecretSetting("tagfast.registries.one.credentials.password", it -> pull(it).password()),
        new SecretSetting(
            "tagfast.registries.one.credentials.docker-config", it -> pull(it).dockerConfig()),
        new SecretSetting(
            "tagfast.registries.one.push-credentials.username", it -> push(it).username()),
        new SecretSetting(
            "tagfast.registries.one.push-credentials.password", it -> push(it).password()),
        new SecretSetting(
            "tagfast.registries.one.push-credentials.docker-config", it -> push(it).dockerConfig()),
        new SecretSetting("tagfast.report.slack-url", it -> it.report().slackUrl()),
        new SecretSetting("tagfast.messengers.one.url", it -> it.messengers().get("one").url()),
        new SecretSetting(
            "tagfast.messengers.one.secret", it -> it.messengers().get("one").secret()),
        new SecretSetting("tagfast.report.sink", it -> it.report().sink()),
        new SecretSetting("tagfast.forward.sink", it -> it.forward().sink()),
        new SecretSetting("tagfast.metrics.otlp.endpoint", it -> it.metrics().otlp().endpoint()),
        new SecretSetting("tagfast.metrics.otlp.collector", it -> it.metrics().otlp().collector()),
        new SecretSetting("tagfast.metrics.otlp.headers", it -> it.metrics().otlp().headers()));
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void aPropertyIsReadAsTyped(SecretSetting secret) {
    Settings settings = SettingsOf.properties(with(secret.property(), "."));

    assertThat(secret.read().apply(settings)).contains(TYPED);
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void aVariableIsReadAsTyped(SecretSetting secret) {
    String variable = SettingNames.variable(secret.property());

    Settings settings = SettingsOf.environment(with(variable, "_"));

    assertThat(secret.read().apply(settings)).contains(TYPED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"my-hub", "\"registry.example.com\""})
  void theChosenNameDoesNotMatter(String name) {
    String prefix = "tagfast.registries." + name + ".";
    Settings settings =
        SettingsOf.properties(
            Map.of(prefix + "host", "registry.example", prefix + "credentials.password", TYPED));

    assertThat(settings.registries().get(name.replace("\"", "")).credentials().password())
        .contains(TYPED);
  }

  @Test
  void aVariableThatKnativeOrOpenTelemetrySetsIsReadAsTypedWhereTheSettingIsUnset() {
    Settings settings =
        SettingsOf.environment(
            Map.of(
                "K_SINK", TYPED,
                "TAGFAST_FORWARD_SINK", "http://other.example",
                "OTEL_EXPORTER_OTLP_ENDPOINT", TYPED,
                "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", TYPED,
                "OTEL_EXPORTER_OTLP_HEADERS", TYPED));

    assertThat(settings.report().sink()).contains(TYPED);
    assertThat(settings.forward().sink()).contains("http://other.example");
    assertThat(settings.metrics().otlp().collector()).contains(TYPED);
    assertThat(settings.metrics().otlp().endpoint()).contains(TYPED);
    assertThat(settings.metrics().otlp().headers()).contains(TYPED);
  }

  @Test
  void whatIsSetToNothingHidesTheVariable() {
    Settings settings =
        SettingsOf.environment(Map.of("K_SINK", "http://sink.example", "TAGFAST_REPORT_SINK", ""));

    assertThat(settings.report().sink()).isEmpty();
  }

  @Test
  void everyOtherSettingIsStillExpanded() {
    Settings settings =
        SettingsOf.properties(
            Map.of(
                "place", "blue",
                "tagfast.report.source", "//${place}.example.com",
                "tagfast.events.secret-file", "/etc/${place}/secrets",
                "tagfast.registries.one.host", "${place}.example.com",
                "tagfast.registries.one.credentials.docker-config-file", "/etc/${place}/config"));

    assertThat(settings.report().source()).isEqualTo("//blue.example.com");
    assertThat(settings.events().secretFile()).contains("/etc/blue/secrets");
    assertThat(settings.registries().get("one").host()).isEqualTo("blue.example.com");
    assertThat(pull(settings).dockerConfigFile()).contains("/etc/blue/config");
  }

  /** The secret, and the host that a registry must have. */
  private static Map<String, String> with(String name, String separator) {
    Map<String, String> all = new TreeMap<>(Map.of(name, TYPED));
    String host = String.join(separator, "tagfast", "registries", "one", "host");
    all.put(separator.equals("_") ? host.toUpperCase(Locale.ROOT) : host, "registry.example");
    if (name.toLowerCase(Locale.ROOT).contains("messengers")) {
      String type = String.join(separator, "tagfast", "messengers", "one", "type");
      all.put(separator.equals("_") ? type.toUpperCase(Locale.ROOT) : type, "slack");
    }
    return all;
  }

  private static Settings.Credentials pull(Settings settings) {
    return settings.registries().get("one").credentials();
  }

  private static Settings.Credentials push(Settings settings) {
    return settings.registries().get("one").pushCredentials();
  }
}
