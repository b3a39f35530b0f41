package dev.tagfast.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.decide.Reason;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.testing.TestSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what a policy is told of the registries that it names. */
class PolicyWarningsTest {
  private final Map<String, String> settings =
      new HashMap<>(
          Map.of(
              "tagfast.registries.ours.host", "registry.example",
              "tagfast.registries.ours.aliases", "localhost:5000",
              "tagfast.registries.ours.push-credentials.username", "restorer",
              "tagfast.registries.ours.push-credentials.password", "sage",
              "tagfast.registries.hub.host", "docker.io"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{mode: Reject}",
        "{mode: Reject, restore: true}",
        "{mode: Reject, restore: true, repositories: ['registry.example/**']}",
        "{mode: Reject, restore: true, repositories: ['**']}",
        "{mode: Reject, restore: true, repositories: ['**/pizza']}",
        "{mode: Reject, restore: true, repositories: ['*.example/pizza']}",
        "{mode: Alert, repositories: ['docker.io/library/nginx']}",
        "{mode: Alert, repositories: ['registry.ex?mple/a', 'docker.io/**']}"
      })
  void whatTheListedRegistriesCanDoIsNotWarnedOf(String rule) {
    assertThat(warnings(rule)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ghcr.io/shop/**         | no listed registry has this host
          *.ghcr.io/shop          | no listed registry has this host
          registry.example:5000/a | no listed registry has this host
          localhost:5000/**       | it names the registry ours by an alias; write its host, registry.example
          """)
  void aHostThatMatchesNothingIsNamed(String pattern, String why) {
    assertThat(warnings("{mode: Alert, repositories: ['docker.io/x', '" + pattern + "']}"))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.field()).isEqualTo("spec.rules[0].repositories[1]");
              assertThat(warning.message()).startsWith(pattern + " matches nothing").contains(why);
              assertThat(warning.reason()).isEqualTo(Reason.REGISTRY_NOT_LISTED.word());
            });
  }

  @Test
  void aRestoreWithoutPushCredentialsIsNamedOncePerRule() {
    assertThat(
            warnings(
                "{mode: Alert}",
                "{mode: Reject, restore: true, repositories: ['docker.io/a', 'docker.io/b']}"))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.field()).isEqualTo("spec.rules[1].restore");
              assertThat(warning.message())
                  .contains("set tagfast.registries.hub.push-credentials")
                  .doesNotContain("ours");
              assertThat(warning.reason()).isEqualTo(Reason.RESTORE_UNARMED.word());
            });
  }

  @Test
  void keepingWithoutPushCredentialsIsNamedToo() {
    assertThat(warnings("{mode: Moving, keep: true, repositories: ['docker.io/a']}"))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.field()).isEqualTo("spec.rules[0].keep");
              assertThat(warning.message())
                  .isEqualTo(
                      "nothing is kept without push credentials; set"
                          + " tagfast.registries.hub.push-credentials");
              assertThat(warning.reason()).isEqualTo("KeepUnarmed");
            });
  }

  @Test
  void aRestoreEverywhereIsNamedWhereNoRegistryCanBeWrittenTo() {
    settings.keySet().removeIf(name -> name.contains("push-credentials"));

    assertThat(warnings("{mode: Reject, restore: true}"))
        .extracting(PolicyWarning::message)
        .containsExactly(
            "no tag is put back without push credentials; set"
                + " tagfast.registries.hub.push-credentials,"
                + " tagfast.registries.ours.push-credentials");
  }

  @Test
  void anInvalidPolicyHasItsProblemsFirst() {
    assertThat(warnings("{mode: Rejekt, repositories: ['ghcr.io/**']}")).isEmpty();
  }

  private List<PolicyWarning> warnings(String... rules) {
    return PolicyWarnings.of(
        Yaml.policy("p", "{rules: [" + String.join(", ", rules) + "]}"),
        new RegistryCatalog(TestSettings.of(settings)));
  }
}
