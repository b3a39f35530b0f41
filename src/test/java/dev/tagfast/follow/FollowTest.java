package dev.tagfast.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Tag;
import dev.tagfast.image.TagCase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a container follows: rules as people write them, and what they say of tags. */
class FollowTest {
  /** Behind the rule: the tag that the container has, the tag of an event, whether it is for it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          own                                   | 1.2.3        | 1.2.3           | true
          own                                   | 1.2.3        | 1.2.4           | false
          tag: stable                           | 1.2.3        | stable          | true
          tag: stable                           | 1.2.3        | 1.2.3           | false
          semver: ^1.2                          | 1.2.3        | 1.2.3           | true
          semver: ^1.2                          | 1.2.3        | 1.2.4           | true
          semver: ^1.2                          | 1.2.3        | v1.3.0          | true
          semver: ^1.2                          | v1.2.3       | 1.2.3           | false
          semver: ^1.2                          | 1.2.3        | 1.2.3_b2        | true
          semver: ^1.2                          | 1.2.3_b2     | 1.2.3_b10       | false
          semver: ^1.2                          | 1.2.3_2      | 1.2.3_10        | true
          semver: ^1.2                          | 1.3.0        | 1.2.9           | false
          semver: ^1.2                          | 1.2.3        | 2.0.0           | false
          semver: ^1.2                          | 2.0.0        | 1.9.9           | false
          semver: ^1.2                          | 1.2.3        | 1.3.0-rc.1      | false
          semver: ^1.2; pre-releases            | 1.2.3        | 1.3.0-rc.1      | true
          semver: ^1.2; pre-releases            | 1.3.0-rc.2   | 1.3.0-rc.10     | true
          semver: ^1.2; pre-releases            | 1.3.0-rc.2   | 1.3.0           | true
          semver: ^1.2; pre-releases            | 1.3.0        | 1.3.0-rc.2      | false
          semver: ^1.2; pre-releases            | 1.2.3        | 2.0.0-rc.1      | false
          semver: ^1.2; pre-releases            | 1.2.3        | 1.3.0-alpine    | false
          semver: ^1.2; variant alpine          | 1.2.3-alpine | 1.3.0-alpine    | true
          semver: ^1.2; variant alpine          | 1.2.3-alpine | 1.3.0           | false
          semver: ^1.2                          | 1.2.3-rc.1   | 1.2.3           | true
          semver: ^1.2                          | latest       | 1.2.3           | false
          semver: ^1.2                          | latest       | latest          | true
          semver: *                             | 1.2.3        | 1.2             | false
          semver: *                             | 1.2.3        | 1.2.3.4         | true
          semver: *                             | 2024.05.12   | 2024.05.13      | true
          semver: *                             | 2024.05.12   | 2024.5.9        | false
          glob: *; by name                      | a            | tagfast-keep-0123456789ab-1 | false
          glob: *; by push                      | a            | tagfast-keep-0123456789ab-1 | false
          glob: *-alpine; by version            | 1.9.0-alpine | 1.10.0-alpine   | true
          glob: 1.*-alpine; by version          | 1.9.0-alpine | 1.10.0-alpine   | true
          glob: 1.*-alpine; by version          | 1.9.0-alpine | 2.0.0-alpine    | false
          glob: *-alpine; by version            | 1.9.0-alpine | 1.10.0          | false
          glob: release-1.*; by version         | release-1.9.0| release-1.10.0  | true
          glob: v*; by version                  | v1.9.0       | v1.10.0-rc.1    | false
          glob: v*; by version; pre-releases    | v1.9.0       | v1.10.0-rc.1    | true
          glob: build-*; by number              | build-9      | build-10        | true
          glob: build-*; by number              | build-10     | build-9         | false
          glob: build-*; by number              | build-9      | build-next      | false
          glob: 2024*; by name                  | 20240512     | 20240513        | true
          glob: 2024*; by name                  | 20240512     | 20240511        | false
          glob: main-*; by push                 | main-b       | main-a          | true
          glob: main-*; by push                 | main-b       | other-a         | false
          regex: main-[0-9a-f]+-([0-9]+); by number | main-3f2a9c1-9 | main-1aaaaaa-10 | true
          regex: main-[0-9a-f]+-([0-9]+); by number | main-3f2a9c1-9 | main-1aaaaaa-8  | false
          regex: ([a-z]+)-(?P<order>[0-9]+); by number | main-9 | dev-10           | true
          glob: 1.*; by version                 | 2.0.0        | 1.9.9           | false
          glob: release-1.*; by version         | release-2.0.0| release-1.9.9   | false
          glob: 2*; by name                     | latest       | 20240512        | false
          regex: RELEASE\\..*; by name          | RELEASE.2024-05-10T01-41-38Z | RELEASE.2024-05-10T01-41-39Z | true
          """)
  void aPushIsForAContainer(String rule, String current, String pushed, boolean concerns) {
    Follow follow = rule(rule);

    assertThat(follow).isNotInstanceOf(Follow.Invalid.class);
    assertThat(follow.concerns(new Tag(pushed), Optional.of(new Tag(current)))).isEqualTo(concerns);
  }

  /** Behind the rule: the tag that the container has, those of the registry, those to try. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          semver: ^1.2             | 1.2.3  | 1.2.3 1.10.0 1.9.0 2.0.0 latest 1.11.0-rc.1 | 1.10.0 1.9.0
          semver: ^1.2             | latest | 1.2.3 1.10.0 1.9.0 latest                   | 1.10.0 1.9.0 1.2.3
          semver: ^1.2             | -      | 1.2.3 1.3.0                                 | 1.3.0 1.2.3
          semver: ^1.2             | 2.0.0  | 1.2.3 1.3.0                                 | -
          semver: ^1.2; downgrades | 2.0.0  | 1.2.3 1.3.0                                 | 1.3.0 1.2.3
          semver: ^1.2; downgrades | 1.2.3  | 1.2.3 1.2.2                                 | -
          semver: ^1.2             | v1.2.3 | v1.2.3 1.2.3                                | -
          semver: ^1.2; downgrades | v1.2.3 | v1.2.3 1.2.3                                | -
          own                      | 1.2.3  | 1.2.3 1.2.4                                 | -
          glob: 1.*; by version    | 2.0.0  | 1.9.9 1.9.8                                 | -
          glob: 2*; by name        | latest | 20240511 20240512                           | 20240512 20240511
          glob: b*; by number      | b2     | b1 b2 b10 b9 c11                            | b10 b9
          """)
  void theListOfTagsTellsWhichToTry(String rule, String current, String all, String expected) {
    Follow follow = rule(rule);

    List<Tag> candidates =
        follow instanceof Follow.Newest newest
            ? newest.candidates(tags(all), Optional.ofNullable(current).map(Tag::new))
            : List.of();

    assertThat(candidates).containsExactlyElementsOf(tags(expected == null ? "" : expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          semver ^1.2              | write own, tag: NAME
          semver: banana           | is not a range of versions
          semver: >=1.0.0-0        | names a version with a suffix
          semver: ^1.2; prerelease | options behind a semicolon are
          semver: ^1.2; by number  | does not go with semver
          glob: main-*             | needs an order behind a semicolon
          glob: main-*; by magic   | is no order
          glob: ma in; by name     | is not a pattern for tags
          regex: (; by name        | is not a regular expression that RE2 knows
          regex: (a)(b); by name   | name the one that orders the tags
          regex: {LOOK}; by name   | is not a regular expression that RE2 knows
          tag: a b                 | not a tag
          tag:                     | not a tag
          latest                   | write own, tag: NAME
          """)
  void aRuleThatIsNotUnderstoodSaysHowToWriteIt(String rule, String advice) {
    assertThat(rule(rule.replace("{LOOK}", "(?=a)")))
        .isInstanceOfSatisfying(
            Follow.Invalid.class,
            invalid -> {
              assertThat(invalid.why()).contains(advice);
              assertThat(invalid.written()).isEqualTo(rule.replace("{LOOK}", "(?=a)"));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";", "semver:", "glob: ; by name", "regex:; by name"})
  void nothingIsNoRule(String rule) {
    assertThat(rule(rule)).isInstanceOf(Follow.Invalid.class);
  }

  @Test
  void whatIsQuotedOfAWrongRuleIsHarmless() {
    assertThat(rule("semver: \u001b[31m" + "x".repeat(400)))
        .isInstanceOfSatisfying(
            Follow.Invalid.class,
            invalid -> assertThat(invalid.written()).doesNotContain("\u001b").hasSizeLessThan(200));
  }

  @Test
  void aContainerMayHaveARuleOfItsOwn() {
    Map<String, String> annotations =
        Map.of("tagfast.dev/follow", "semver: ^1", "follow.tagfast.dev/sidecar", "tag: stable");

    assertThat(FollowAnnotations.rule(annotations, "web", TagCase.KEEP))
        .containsInstanceOf(Follow.Newest.class);
    assertThat(FollowAnnotations.rule(annotations, "sidecar", TagCase.KEEP))
        .contains(new Follow.Other(new Tag("stable")));
    assertThat(FollowAnnotations.rule(Map.of(), "web", TagCase.KEEP)).isEmpty();
  }

  @Test
  void aRegistryThatStoresLowerCaseIsComparedSo() {
    Follow follow = FollowText.read("glob: Build-*; by number", TagCase.LOWER);

    assertThat(follow.concerns(new Tag("build-10"), Optional.of(new Tag("build-9")))).isTrue();
    assertThat(FollowText.read("tag: Stable", TagCase.LOWER))
        .isEqualTo(new Follow.Other(new Tag("stable")));
  }

  @Test
  void whoWentBackIsKnown() {
    Follow follow = rule("semver: ^1.2");

    assertThat(follow.isOlder(new Tag("1.2.3"), new Tag("1.3.0"))).isTrue();
    assertThat(follow.isOlder(new Tag("1.3.0"), new Tag("1.2.3"))).isFalse();
    assertThat(follow.isOlder(new Tag("latest"), new Tag("1.2.3"))).isFalse();
    assertThat(rule("own").isOlder(new Tag("1.2.3"), new Tag("1.3.0"))).isFalse();
  }

  private static Follow rule(String text) {
    return FollowText.read(text, TagCase.KEEP);
  }

  private static List<Tag> tags(String text) {
    return Arrays.stream(text.split(" ")).filter(tag -> !tag.isEmpty()).map(Tag::new).toList();
  }
}
