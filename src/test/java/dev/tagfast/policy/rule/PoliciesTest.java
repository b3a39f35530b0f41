package dev.tagfast.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.EnumWords;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagCase;
import dev.tagfast.image.TagKey;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.PolicyAnswer.Broken;
import dev.tagfast.policy.PolicyAnswer.Treat;
import dev.tagfast.policy.match.TagClass;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {
  private static final TagKey APP =
      new TagKey(Repository.parse("ghcr.io/team/app"), new Tag("1.2.3"));

  @Test
  void withoutPoliciesTheDefaultClassAnswers() {
    assertThat(Policies.NONE.answer(APP, ContentKind.IMAGE))
        .isEqualTo(new Treat(TagClass.FULL_VERSION.treatment()));
  }

  @Test
  void whatNoRuleMatchesHasItsDefaultClass() {
    assertThat(origin(policy("p", "{rules: [{tags: {glob: x}, mode: Moving}]}")))
        .isEqualTo("default/full-version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{rules: [{tags: {glob: '*'}, mode: Moving}]}", "{rules: [{mode: 1}]}"})
  void noRuleAndNoBrokenOneSpeaksOfAnAnchor(String policy) {
    TagKey anchor = new TagKey(APP.repository(), new Tag("tagfast-keep-0123456789ab-kitchen"));

    assertThat(new Policies(List.of(policy("p", policy))).answer(anchor, ContentKind.IMAGE))
        .isEqualTo(new Treat(TagClass.INTERNAL.treatment()));
  }

  @Test
  void theFirstMatchingRuleWins() {
    assertThat(
            origin(
                policy(
                    "p",
                    "{rules: [{tags: {glob: x}, mode: Ignore}, {name: a, mode: Alert}, {mode: Ignore}]}")))
        .isEqualTo("p/a");
  }

  @Test
  void theHigherPriorityWinsThenTheName() {
    ParsedPolicy low = policy("a", "{priority: -1, rules: [{mode: Moving}]}");
    ParsedPolicy zero = policy("z", "{rules: [{mode: Moving}]}");
    ParsedPolicy second = policy("c", "{priority: 5, rules: [{mode: Moving}]}");
    ParsedPolicy first = policy("b", "{priority: 5, rules: [{mode: Moving}]}");

    assertThat(new Policies(List.of(low, zero, second, first)).ordered())
        .containsExactly(first, second, zero, low);
    assertThat(origin(low, zero, second, first)).isEqualTo("b/rules[0]");
  }

  @Test
  void aBrokenRuleNeverLetsAWeakerOneWin() {
    ParsedPolicy broken = policy("broken", "{priority: 5, rules: [{mode: Rejekt}]}");
    ParsedPolicy weaker = policy("weaker", "{rules: [{mode: Moving}]}");

    assertThat(new Policies(List.of(weaker, broken)).answer(APP, ContentKind.IMAGE))
        .isInstanceOfSatisfying(
            Broken.class,
            answer -> {
              assertThat(answer.policy()).isEqualTo("broken");
              assertThat(answer.why()).contains("spec.rules[0].mode", "Rejekt");
            });
  }

  @Test
  void aBrokenPolicyDoesNotTouchWhatAStrongerOneSays() {
    ParsedPolicy stronger = policy("stronger", "{priority: 9, rules: [{mode: Reject}]}");
    ParsedPolicy broken = policy("broken", "{priority: 5, rules: [{mode: Rejekt}]}");

    assertThat(origin(broken, stronger)).isEqualTo("stronger/rules[0]");
  }

  @Test
  void aBrokenPolicyDoesNotTouchWhatItCannotSpeakOf() {
    ParsedPolicy broken =
        policy(
            "broken", "{rules: [{repositories: [quay.io/**], tags: {regex: '['}, mode: Reject}]}");

    assertThat(origin(broken)).isEqualTo("default/full-version");
  }

  @Test
  void aRegexThatWouldBacktrackForEverAnswersAtOnce() {
    ParsedPolicy evil =
        policy("evil", "{rules: [{tags: {regex: '(a+)+b|(a|aa)+c|(.*a){20}d'}, mode: Ignore}]}");
    TagKey key = new TagKey(APP.repository(), new Tag("a".repeat(128)));

    assertThat(new Policies(List.of(evil)).answer(key, ContentKind.IMAGE))
        .isInstanceOf(Treat.class);
  }

  @Test
  void everyClassCanBeNamedByARule() {
    assertThat(Stream.of(TagClass.values()).map(EnumWords::word))
        .allSatisfy(
            word ->
                assertThat(policy("p", "{rules: [{tags: {class: " + word + "}, mode: Alert}]}"))
                    .isInstanceOf(ParsedPolicy.ValidPolicy.class));
    assertThat(origin(policy("p", "{rules: [{name: v, tags: {class: FullVersion}, mode: Alert}]}")))
        .isEqualTo("p/v");
    assertThat(origin(policy("p", "{rules: [{name: v, tags: {class: Date}, mode: Alert}]}")))
        .isEqualTo("default/full-version");
  }

  @Test
  void aKindIsNamedByARuleAndByOneThatCouldNameIt() {
    ParsedPolicy images = policy("images", "{rules: [{mode: Alert}]}");
    ParsedPolicy charts = policy("charts", "{rules: [{mode: Reject, kinds: [Chart]}]}");
    ParsedPolicy brokenImages = policy("broken", "{rules: [{mode: Rejekt}]}");
    ParsedPolicy misspelt = policy("misspelt", "{rules: [{mode: Reject, kinds: [Chrat]}]}");

    assertThat(isNamed(images)).isFalse();
    assertThat(isNamed(images, charts)).isTrue();
    assertThat(isNamed(brokenImages)).as("it is about images whatever its mode").isFalse();
    assertThat(isNamed(misspelt)).isTrue();
    assertThat(Policies.NONE.isNamed(ContentKind.CHART)).isFalse();
  }

  private static boolean isNamed(ParsedPolicy... policies) {
    return new Policies(List.of(policies)).isNamed(ContentKind.CHART);
  }

  @ParameterizedTest
  @CsvSource({
    "'glob: Main-*', main-snapshot",
    "'glob: main-?NAPSHOT', main-snapshot",
    "'regex: Main-\\S+', main-snapshot",
    "'regex: \"[A-Z]+-SNAPSHOT\"', main-snapshot",
    "'class: FullVersion', 4.8.3.final",
    "'class: Date', release.2024-05-10t01-41-38z",
    "'semver: \"^1.2\"', v1.2.3",
  })
  void theTagsOfARegistryInLowerCaseMatchWithoutRegardToCase(String matcher, String tag) {
    Policies policies =
        new Policies(
            List.of(policy("p", "{rules: [{name: a, tags: {" + matcher + "}, mode: Alert}]}")));
    TagKey key = new TagKey(Repository.parse("gitea.test/team/app"), new Tag(tag));

    assertThat(
            ((Treat) policies.answer(key, ContentKind.IMAGE, TagCase.LOWER)).treatment().origin())
        .isEqualTo("p/a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"glob: Main-*", "regex: Main-.+"})
  void elsewhereTheCaseOfATagCounts(String matcher) {
    Policies policies =
        new Policies(
            List.of(policy("p", "{rules: [{name: a, tags: {" + matcher + "}, mode: Alert}]}")));
    TagKey key = new TagKey(APP.repository(), new Tag("main-snapshot"));

    assertThat(((Treat) policies.answer(key, ContentKind.IMAGE, TagCase.KEEP)).treatment().origin())
        .isEqualTo("default/moving-word");
  }

  @Test
  void aBrokenRuleHoldsTheTagsOfARegistryInLowerCaseToo() {
    Policies policies =
        new Policies(List.of(policy("broken", "{rules: [{tags: {glob: Main-*}, mode: Rejekt}]}")));
    TagKey key = new TagKey(APP.repository(), new Tag("main-1"));

    assertThat(policies.answer(key, ContentKind.IMAGE, TagCase.LOWER)).isInstanceOf(Broken.class);
    assertThat(policies.answer(key, ContentKind.IMAGE, TagCase.KEEP)).isInstanceOf(Treat.class);
  }

  private static ParsedPolicy policy(String name, String yaml) {
    return Yaml.policy(name, yaml);
  }

  private static String origin(ParsedPolicy... policies) {
    return ((Treat) new Policies(List.of(policies)).answer(APP, ContentKind.IMAGE))
        .treatment()
        .origin();
  }
}
