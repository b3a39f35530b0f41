package dev.tagfast.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server says to a person who writes a {@code TagPolicy} wrongly. */
@RealCluster
class TagPolicySchemaTest {
  private RealApi api;

  @BeforeEach
  void start(RealApi api) {
    this.api = api;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{mode: Moving}",
        "{mode: Moving, record: true}",
        "{mode: Alert, rollout: Hold}",
        "{mode: Reject, restore: true, name: releases}",
        "{mode: Moving, keep: true}",
        "{mode: Reject, restore: false, record: false}",
        "{mode: Ignore, repositories: ['ghcr.io/team/*', '**']}",
        "{mode: Reject, tags: {glob: 'v*'}}",
        "{mode: Reject, tags: {regex: '^v[0-9]+$'}}",
        "{mode: Reject, tags: {semver: '>=1.2.0 <2.0.0'}}",
        "{mode: Reject, tags: {class: FullVersion}}"
      })
  void aRuleAsDocumentedIsTaken(String rule) {
    Kubectl.Answer answer = apply("rules: [" + rule + "]");

    assertThat(answer.status()).as(answer.output()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                   | spec.rules[0].mode            | Required
          {mode: Whatever}                                     | spec.rules[0].mode            | Unsupported value
          {mode: Reject, rollout: Hold}                        | spec.rules[0]                 | rollout is a choice in mode Alert only
          {mode: Alert, rollout: Perhaps}                      | spec.rules[0].rollout         | Unsupported value
          {mode: Alert, restore: true}                         | spec.rules[0]                 | restore is possible in mode Reject only
          {mode: Ignore, keep: true}                           | spec.rules[0]                 | keep is not possible in mode Ignore
          {mode: Reject, record: true}                         | spec.rules[0]                 | record is a choice in mode Moving only
          {mode: Reject, tags: {glob: 'v*', semver: '1.x'}}    | spec.rules[0].tags            | exactly one of glob, regex, semver, class
          {mode: Reject, tags: {}}                             | spec.rules[0].tags            | exactly one of glob, regex, semver, class
          {mode: Reject, tags: {class: Version}}               | spec.rules[0].tags.class      | Unsupported value
          {mode: Reject, tags: {glob: 'a b'}}                  | spec.rules[0].tags.glob       | should match
          {mode: Reject, tags: {regex: ''}}                    | spec.rules[0].tags.regex      | at least 1
          {mode: Reject, repositories: []}                     | spec.rules[0].repositories    | at least 1
          {mode: Reject, repositories: ['GHCR.io/team']}       | spec.rules[0].repositories[0] | should match
          {mode: Reject, name: '-x'}                           | spec.rules[0].name            | should match
          {mode: Reject, restore: 'yes'}                       | spec.rules[0].restore         | boolean
          {mode: Reject, tag: {glob: 'v*'}}                    | spec.rules[0].tag             | unknown field
          """)
  void aWrongRuleIsRefusedWithTheFieldsName(String rule, String field, String why) {
    Kubectl.Answer answer = apply("rules: [" + rule + "]");

    assertThat(answer.status()).isNotZero();
    assertThat(answer.output()).contains(field).contains(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rules: []", "priority: 3", "rules: [{mode: Moving}], priority: high"})
  void aPolicyThatSaysNothingIsRefused(String spec) {
    Kubectl.Answer answer = apply(spec);

    assertThat(answer.status()).isNotZero();
    assertThat(answer.output()).containsAnyOf("spec.rules", "spec.priority");
  }

  @Test
  void aHundredRulesAreTakenAndOneMoreIsNot() {
    String hundred =
        "{mode: Reject, tags: {glob: 'v*'}, restore: true, repositories: ['a.b/c']}, ".repeat(100);

    assertThat(apply("rules: [" + hundred + "{mode: Moving}]").output()).contains("at most 100");
    Kubectl.Answer answer = apply("rules: [" + hundred + "]");
    assertThat(answer.status()).as(answer.output()).isZero();
  }

  private Kubectl.Answer apply(String spec) {
    return api.kubectl()
        .tryWith(
            """
            apiVersion: tagfast.dev/v1alpha1
            kind: TagPolicy
            metadata: {name: %s}
            spec: {%s}
            """
                .formatted(api.namespace(), spec),
            "create",
            "-f",
            "-");
  }
}
