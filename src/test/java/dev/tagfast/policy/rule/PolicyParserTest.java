package dev.tagfast.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagCase;
import dev.tagfast.image.TagKey;
import dev.tagfast.policy.RolloutChoice;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.policy.kubernetes.TagPolicySpec;
import dev.tagfast.policy.match.TagClass;
import dev.tagfast.policy.rule.ParsedPolicy.InvalidPolicy;
import dev.tagfast.policy.rule.ParsedPolicy.ValidPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyParserTest {
  private static final TagKey TEAM_APP = key("ghcr.io/team/app", "1.2.3");
  private static final TagKey ELSEWHERE = key("docker.io/library/nginx", "today");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{priority: high, rules: [{mode: Moving}]}      | spec.priority                 | whole number",
        "{priority: 1.5, rules: [{mode: Moving}]}       | spec.priority                 | whole number",
        "{priority: 99999999999, rules: [{mode: Moving}]} | spec.priority               | whole number",
        "{rulez: [], rules: [{mode: Moving}]}           | spec.rulez                    | priority, rules",
        "{}                                             | spec.rules                    | missing",
        "{rules: []}                                    | spec.rules                    | list of 1 to 100",
        "{rules: x}                                     | spec.rules                    | list of 1 to 100",
        "{rules: null}                                  | spec.rules                    | list of 1 to 100",
        "{rules: [x]}                                   | spec.rules[0]                 | must be a rule",
        "{rules: [{}]}                                  | spec.rules[0].mode            | missing",
        "{rules: [{mode: 5}]}                           | spec.rules[0].mode            | must be a text",
        "{rules: [{mode: null}]}                        | spec.rules[0].mode            | must be a text",
        "{rules: [{mode: moving}]}                      | spec.rules[0].mode            | Moving, Alert, Reject, Ignore",
        "{rules: [{mode: Moving, name: 'a b'}]}         | spec.rules[0].name            | not a name",
        "{rules: [{mode: Moving, repository: a}]}       | spec.rules[0].repository      | repositories",
        "{rules: [{mode: Moving, repositories: a}]}     | spec.rules[0].repositories    | list of 1 to 100",
        "{rules: [{mode: Moving, repositories: []}]}    | spec.rules[0].repositories    | list of 1 to 100",
        "{rules: [{mode: Moving, repositories: [1]}]}   | spec.rules[0].repositories[0] | must be a text",
        "{rules: [{mode: Moving, repositories: [a]}]}   | spec.rules[0].repositories[0] | never matches",
        "{rules: [{mode: Moving, tags: x}]}             | spec.rules[0].tags            | exactly one of glob, regex, semver, class",
        "{rules: [{mode: Moving, tags: {}}]}            | spec.rules[0].tags            | exactly one of",
        "{rules: [{mode: Moving, tags: {glob: a, regex: b}}]} | spec.rules[0].tags      | exactly one of",
        "{rules: [{mode: Moving, tags: {blob: a}}]}     | spec.rules[0].tags.blob       | class, glob, regex, semver",
        "{rules: [{mode: Moving, tags: {glob: 'a/b'}}]} | spec.rules[0].tags.glob       | not a pattern for tags",
        "{rules: [{mode: Moving, tags: {regex: '[a'}}]} | spec.rules[0].tags.regex      | missing closing ]",
        "{rules: [{mode: Moving, tags: {regex: '(?=a)'}}]} | spec.rules[0].tags.regex   | RE2",
        "{rules: [{mode: Moving, tags: {regex: '((a{99}){99})'}}]} | spec.rules[0].tags.regex | multiply",
        "{rules: [{mode: Moving, tags: {regex: ''}}]}   | spec.rules[0].tags.regex      | 1 to 256 characters",
        "{rules: [{mode: Moving, tags: {semver: new}}]} | spec.rules[0].tags.semver     | not a range",
        "{rules: [{mode: Moving, tags: {class: date}}]} | spec.rules[0].tags.class      | FullVersion, Date, Commit",
        "{rules: [{mode: Moving, rollout: Hold}]}       | spec.rules[0].rollout         | mode Alert only",
        "{rules: [{mode: Reject, rollout: Follow}]}     | spec.rules[0].rollout         | mode Alert only",
        "{rules: [{mode: Alert, rollout: hold}]}        | spec.rules[0].rollout         | Follow, Hold",
        "{rules: [{mode: Alert, restore: true}]}        | spec.rules[0].restore         | mode Reject only",
        "{rules: [{mode: Ignore, keep: true}]}          | spec.rules[0].keep            | mode Ignore",
        "{rules: [{mode: Reject, restore: 'yes'}]}      | spec.rules[0].restore         | true or false",
        "{rules: [{mode: Reject, record: true}]}        | spec.rules[0].record          | mode Moving only",
        "{rules: [{mode: Moving}, {mode: Mowing}]}      | spec.rules[1].mode            | Mowing",
      })
  void aRefusalNamesTheFieldAndSaysWhy(String spec, String field, String sentence) {
    ParsedPolicy policy = Yaml.policy("p", spec);

    assertThat(policy)
        .asInstanceOf(type(InvalidPolicy.class))
        .satisfies(
            invalid -> {
              assertThat(invalid.problems())
                  .singleElement()
                  .extracting(PolicyProblem::field)
                  .isEqualTo(field);
              assertThat(invalid.why()).contains(field).contains(sentence);
            });
  }

  @Test
  void aSpecThatIsNoneIsAPolicyThatCouldMeanEverythingAndComesFirst() {
    for (var spec :
        List.of(MissingNode.getInstance(), Yaml.spec("just a text"), Yaml.spec("[1]"))) {
      ParsedPolicy policy = PolicyParser.parse("p", spec);

      assertThat(policy.priority()).isEqualTo(Integer.MAX_VALUE);
      assertThat(heldBy(policy, ELSEWHERE)).isTrue();
    }
  }

  @Test
  void allProblemsAreTold() {
    ParsedPolicy policy =
        Yaml.policy("p", "{rules: [{mode: 1, tags: {regex: '['}}, {mode: Alert, restore: true}]}");

    assertThat(((InvalidPolicy) policy).problems())
        .extracting(PolicyProblem::field)
        .containsExactlyInAnyOrder(
            "spec.rules[0].mode", "spec.rules[0].tags.regex", "spec.rules[1].restore");
  }

  @Test
  void hostileTextIsCutAndCleanedInTheSentence() {
    ParsedPolicy policy =
        PolicyParser.parse(
            "p",
            new ObjectMapper().createObjectNode().put("rules", "\u001b[31m" + "x".repeat(5000)));

    assertThat(((InvalidPolicy) policy).why()).hasSizeLessThan(501).doesNotContain("\u001b");
  }

  @Test
  void aBrokenRegexHoldsOnlyWhatItsRepositoriesCouldSpeakOf() {
    ParsedPolicy policy =
        Yaml.policy(
            "p", "{rules: [{mode: Moving, repositories: [ghcr.io/team/*], tags: {regex: '['}}]}");

    assertThat(heldBy(policy, TEAM_APP)).isTrue();
    assertThat(heldBy(policy, ELSEWHERE)).isFalse();
  }

  @Test
  void aBrokenModeHoldsOnlyTheTagsThatItsRuleNames() {
    ParsedPolicy policy = Yaml.policy("p", "{rules: [{mode: Mowing, tags: {glob: 'prod-*'}}]}");

    assertThat(heldBy(policy, key("ghcr.io/team/app", "prod-1"))).isTrue();
    assertThat(heldBy(policy, TEAM_APP)).isFalse();
  }

  @Test
  void theValidRulesOfAnInvalidPolicyAreHeldToo() {
    ParsedPolicy policy =
        Yaml.policy(
            "p",
            """
            rules:
              - {mode: Reject, repositories: [ghcr.io/team/*]}
              - {mode: Mowing, repositories: [quay.io/x/y]}
            """);

    assertThat(heldBy(policy, TEAM_APP)).isTrue();
    assertThat(heldBy(policy, ELSEWHERE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{rules: [{mode: Moving, repositories: [ghcr.io/team/*, NGINX]}]}",
        "{rules: [{mode: Moving, repositories: ghcr.io/team/app}]}",
        "{rules: [{mode: Moving, repository: [ghcr.io/team/app], tags: {glob: x}}]}",
        "{rules: [{mode: Moving, tag: {glob: x}, repositories: [ghcr.io/team/app]}]}",
        "{rules: [7]}",
        "{rules: {mode: Moving}}",
      })
  void whatCannotBeUnderstoodCouldMeanEverything(String spec) {
    assertThat(heldBy(Yaml.policy("p", spec), ELSEWHERE)).isTrue();
  }

  @Test
  void aPriorityThatIsNoneIsTheHighest() {
    assertThat(Yaml.policy("p", "{priority: x, rules: [{mode: Moving}]}").priority())
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void everyFieldOfAValidPolicyCounts() {
    ParsedPolicy policy =
        Yaml.policy(
            "shop",
            """
            priority: 7
            rules:
              - {name: prod, repositories: [ghcr.io/shop/**], tags: {class: Date}, mode: Reject, restore: true}
              - {tags: {glob: 'canary-*'}, mode: Alert, rollout: Hold}
              - {tags: {regex: 'rc[0-9]+'}, mode: Alert}
              - {tags: {semver: '>=1.0.0 <2.0.0'}, mode: Moving, record: true}
              - {mode: Ignore, restore: false, record: false}
            """);

    assertThat(policy.priority()).isEqualTo(7);
    assertThat(((ValidPolicy) policy).rules())
        .extracting(Rule::treatment)
        .containsExactly(
            new Treatment(TagMode.REJECT, false, true, true, "shop/prod"),
            new Treatment(TagMode.ALERT, false, false, true, "shop/rules[1]"),
            new Treatment(TagMode.ALERT, true, false, true, "shop/rules[2]"),
            new Treatment(TagMode.MOVING, true, false, true, "shop/rules[3]"),
            new Treatment(TagMode.IGNORE, false, false, false, "shop/rules[4]"));
  }

  @Test
  void whatTheClassWritesTheParserReads() {
    TagPolicySpec spec =
        new TagPolicySpec(
            3,
            List.of(
                new TagPolicySpec.TagRule(
                    "dates",
                    List.of("ghcr.io/team/*"),
                    new TagPolicySpec.TagSelector(null, null, null, TagClass.DATE),
                    TagMode.ALERT,
                    RolloutChoice.HOLD,
                    null,
                    null,
                    null,
                    null,
                    null)));

    assertThat(PolicyParser.parse("p", new ObjectMapper().valueToTree(spec)))
        .asInstanceOf(type(ValidPolicy.class))
        .extracting(ValidPolicy::priority)
        .isEqualTo(3);
  }

  private static boolean heldBy(ParsedPolicy policy, TagKey key) {
    return ((InvalidPolicy) policy).couldSpeakOf(key, TagCase.KEEP);
  }

  private static TagKey key(String repository, String tag) {
    return new TagKey(Repository.parse(repository), new Tag(tag));
  }
}
