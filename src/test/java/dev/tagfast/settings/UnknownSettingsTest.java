package dev.tagfast.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "TAGFAST_MOED, did you mean TAGFAST_MODE",
    "TAGFAST_MOD, did you mean TAGFAST_MODE",
    "TAGFAST_DOOR, did you mean TAGFAST_DOORS",
    "TAGFAST_NAMESPACE, did you mean TAGFAST_NAMESPACES",
    "TAGFAST_EVENT_SECRET, did you mean TAGFAST_EVENTS_SECRET",
    "TAGFAST_RECONCILE_EVRY, did you mean TAGFAST_RECONCILE_EVERY",
    "TAGFAST_REPORT_SLACK, did you mean TAGFAST_REPORT_S",
    "TAGFAST_REGISTRY_HUB_HOST, did you mean TAGFAST_REGISTRIES_HUB_HOST",
    "TAGFAST_REGISTRIES_HUB_HOSTNAME, did you mean TAGFAST_REGISTRIES_HUB_HOST",
    "TAGFAST_REGISTRIES_HUB_TOKEN_HOST, did you mean TAGFAST_REGISTRIES_HUB_TOKEN_HOSTS",
    "TAGFAST_REGISTRIES_MY_HUB_HOST, letters and digits only: TAGFAST_REGISTRIES_MYHUB_HOST",
    "TAGFAST_SOURCES_MY_OWN_HUB_SECRET_FILE, TAGFAST_SOURCES_MYOWNHUB_SECRET_FILE",
    "TAGFAST_SOURCES_SECRET, TAGFAST_",
  })
  void aMisspeltVariableStopsTheStartAndTheNearestSettingIsNamed(String variable, String hint) {
    assertThatThrownBy(() -> UnknownSettingsCheck.check(Set.of(variable), List.of()))
        .isInstanceOf(WrongSetting.class)
        .hasMessageStartingWith(variable + " is no setting")
        .hasMessageContaining(hint);
  }

  @ParameterizedTest
  @CsvSource({
    "tagfast.moed, did you mean tagfast.mode",
    "tagfast.report.slackurl, did you mean tagfast.report.slack-url",
    "tagfast.registries.my-hub.hots, did you mean tagfast.registries.",
  })
  void soDoesAMisspeltProperty(String property, String hint) {
    assertThatThrownBy(() -> UnknownSettingsCheck.check(Set.of(), List.of(property)))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining(hint);
  }

  @Test
  void allOfThemAreNamedAtOnce() {
    assertThatThrownBy(
            () ->
                UnknownSettingsCheck.check(
                    Set.of("TAGFAST_MOED", "TAGFAST_LEDGER_STOR"), List.of()))
        .hasMessageContaining("TAGFAST_MOED")
        .hasMessageContaining("TAGFAST_LEDGER_STORE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TAGFAST_MODE",
        "TAGFAST_NAMESPACES_0_",
        "TAGFAST_REGISTRIES_HUB_HOST",
        "TAGFAST_REGISTRIES_HUB_PUSH_CREDENTIALS_DOCKER_CONFIG_FILE",
        "TAGFAST_REGISTRIES__MY_HUB__HOST",
        "TAGFAST_SOURCES_CI_OIDC_TOKEN_FILE",
        "PATH",
        "MY_TAGFAST_MOED",
        "TAGFASTER_MOED"
      })
  void whatIsASettingOrNotOursIsFine(String variable) {
    assertThat(UnknownSettings.of(Set.of(variable), List.of()))
        .isEqualTo(new UnknownSettings(List.of(), List.of()));
  }

  @Test
  void propertiesMayHaveAnyName() {
    assertThat(
            UnknownSettings.of(
                Set.of(),
                List.of(
                    "tagfast.mode",
                    "tagfast.namespaces[1]",
                    "tagfast.registries.my-hub.host",
                    "tagfast.registries.\"my.hub:5000\".credentials.username",
                    "quarkus.http.port",
                    "tagfaster.moed")))
        .isEqualTo(new UnknownSettings(List.of(), List.of()));
  }

  @Test
  void aVariableMayOverrideAPropertyWhoseNameHasMoreThanLetters() {
    assertThat(
            UnknownSettings.of(
                Set.of("TAGFAST_REGISTRIES_MY_HUB_HOST"),
                List.of("tagfast.registries.my-hub.host", "tagfast.registries.my.hub.host")))
        .isEqualTo(new UnknownSettings(List.of(), List.of()));
  }

  @Test
  void whatKubernetesSaysOfServicesIsLetPass() {
    Set<String> variables =
        Set.of(
            "TAGFAST_SERVICE_HOST",
            "TAGFAST_SERVICE_PORT",
            "TAGFAST_SERVICE_PORT_HTTP",
            "TAGFAST_PORT",
            "TAGFAST_PORT_80_TCP",
            "TAGFAST_PORT_80_TCP_PROTO",
            "TAGFAST_PORT_80_TCP_PORT",
            "TAGFAST_PORT_80_TCP_ADDR",
            "TAGFAST_WEBHOOKS_SERVICE_HOST",
            "TAGFAST_WEBHOOKS_SERVICE_PORT",
            "TAGFAST_WEBHOOKS_PORT_443_TCP_ADDR",
            "TAGFAST_EVENTS_SERVICE_HOST",
            "TAGFAST_EVENTS_SERVICE_PORT",
            "TAGFAST_EVENTS_PORT",
            "TAGFAST_EVENTS_PORT_8080_TCP_PORT");

    assertThat(UnknownSettings.of(variables, List.of()))
        .isEqualTo(new UnknownSettings(List.of(), List.of()));
  }

  @Test
  void whatOnlyLooksLikeAServiceIsNot() {
    assertThat(UnknownSettings.of(Set.of("TAGFAST_REGISTRIES_HUB_PORT"), List.of()).misspelt())
        .hasSize(1);
    assertThat(UnknownSettings.of(Set.of("TAGFAST_PORT"), List.of()).unrelated())
        .containsExactly("TAGFAST_PORT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TAGFAST_REGISTRY_BIN",
        "TAGFAST_CLUSTER_CACHE",
        "TAGFAST_KNATIVE_CRDS",
        "TAGFAST_VERSION",
        "TAGFAST_IMAGE",
        "TAGFAST_SPEED"
      })
  void whatIsNearToNothingIsSaidAndStopsNothing(String variable) {
    assertThatCode(() -> UnknownSettingsCheck.check(Set.of(variable), List.of()))
        .doesNotThrowAnyException();
    assertThat(UnknownSettings.of(Set.of(variable), List.of()).unrelated())
        .containsExactly(variable);
  }

  @ParameterizedTest
  @CsvSource({"mode,mode,0", "moed,mode,1", "mod,mode,1", "modes,mode,1", "mude,mode,1", "'',ab,2"})
  void slipsAreCounted(String one, String other, int slips) {
    assertThat(EditDistance.between(one, other)).isEqualTo(slips);
  }
}
