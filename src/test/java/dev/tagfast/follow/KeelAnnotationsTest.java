package dev.tagfast.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Tag;
import dev.tagfast.image.TagCase;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of Keel's documentation and of its own tests, with what Keel does about them. */
class KeelAnnotationsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          policy=all                      | 1.0.0        | 1.0.1-rc1    | true
          policy=all                      | 1.0.0        | 2.0.0        | true
          policy=all                      | 1.1.1        | 1.1.0        | false
          policy=major                    | 1.4.5        | 2.0.0        | true
          policy=major                    | 1.4.5        | 2.0.0-rc1    | false
          policy=minor                    | 0.0.8        | 0.0.9        | true
          policy=minor                    | 1.4.5        | 1.5.0        | true
          policy=minor                    | 1.4.5        | 2.0.0        | false
          policy=minor                    | 1.4.5        | 1.4.4        | false
          policy=patch                    | 1.4.5        | 1.4.6        | true
          policy=patch                    | 1.4.5        | 1.5.0        | false
          policy=minor                    | v1.4.5       | v1.5.0       | true
          policy=minor                    | 1.4          | 1.5          | true
          policy=minor                    | 1.4.5-alpine | 1.5.0-alpine | true
          policy=minor                    | 1.4.5-alpine | 1.5.0        | false
          policy=minor matchPreRelease=false | 1.4.5     | 1.5.0-rc1    | true
          policy=minor                    | staging      | staging      | true
          policy=minor                    | staging      | 1.5.0        | false
          policy=force                    | latest       | latest       | true
          policy=force                    | latest       | master-17    | true
          policy=force                    | 1.2.3        | 1.2.2        | false
          policy=force                    | 1.2.3        | 1.2.4        | true
          policy=force matchTag=true      | latest       | latest       | true
          policy=force match-tag=true     | latest       | stable       | false
          policy=glob:build-*             | build-1      | build-2      | true
          policy=glob:build-*             | build-2      | build-1      | false
          policy=glob:build-*             | build-1      | other-2      | false
          policy=regexp:^([a-zA-Z]+)$     | master       | develop      | true
          policy=regexp:^([a-zA-Z]+)$     | master       | develop1     | false
          policy=regexp:^v[0-9]+-(?P<compare>[0-9]+)$ | v9-10 | v1-11   | true
          policy=regexp:^v[0-9]+-(?P<compare>[0-9]+)$ | v9-11 | v10-10  | false
          """)
  void aPushDoesWhatItDoesWithKeel(String said, String current, String pushed, boolean updates) {
    Optional<Tag> now = Optional.of(new Tag(current));

    assertThat(keel(said).rule(now, TagCase.KEEP).concerns(new Tag(pushed), now))
        .isEqualTo(updates);
  }

  @Test
  void aLatestThatIsToBeAVersionGetsTheNewestOfTheList() {
    Follow rule = keel("policy=minor").rule(Optional.of(Tag.LATEST), TagCase.KEEP);

    assertThat(rule)
        .isInstanceOfSatisfying(
            Follow.Newest.class,
            newest ->
                assertThat(
                        newest.candidates(
                            Arrays.asList(new Tag("1.2.3"), new Tag("1.10.0"), Tag.LATEST),
                            Optional.of(Tag.LATEST)))
                    .containsExactly(new Tag("1.10.0"), new Tag("1.2.3")));
  }

  @Test
  void aPolicySubscribesUnlessItIsNever() {
    assertThat(keel("policy=minor").subscription())
        .contains(new KeelAnnotations.Mark(false, "keel.sh/policy", "minor"));
    assertThat(keel("policy=never").subscription()).isEmpty();
    assertThat(keel("trigger=poll").subscription()).isEmpty();
    assertThat(
            new KeelAnnotations(Map.of("keel.observer/policy", "major"), Map.of()).subscription())
        .contains(new KeelAnnotations.Mark(true, "keel.observer/policy", "major"));
    assertThat(
            new KeelAnnotations(Map.of("keel.sh/policy", "all"), Map.of("keel.sh/policy", "never"))
                .subscription())
        .as("the annotation counts")
        .isEmpty();
  }

  @Test
  void onlyWhatKeelWouldLookAtFollows() {
    KeelAnnotations plain = keel("policy=all");
    KeelAnnotations chosen = keel("policy=all monitorContainers=^web initContainers=true");

    assertThat(plain.covers("containers", "web")).isTrue();
    assertThat(plain.covers("initContainers", "migrate")).isFalse();
    assertThat(plain.covers("volumes", "menu")).isFalse();
    assertThat(chosen.covers("containers", "web-1")).isTrue();
    assertThat(chosen.covers("containers", "proxy")).isFalse();
    assertThat(chosen.covers("initContainers", "web-init")).isTrue();
    assertThat(keel("policy=all imageVolumes=true").covers("volumes", "menu")).isTrue();
    assertThat(keel("policy=all monitorContainers=(").covers("containers", "web")).isTrue();
  }

  @Test
  void theNumberOfApprovalsIsRead() {
    assertThat(keel("policy=all approvals=2").approvals()).isEqualTo(2);
    assertThat(keel("policy=all").approvals()).isZero();
    assertThat(keel("policy=all approvals=many").approvals()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"policy=glob:[", "policy=regexp:(", "policy=everything"})
  void aWrongPolicyIsTold(String said) {
    assertThat(keel(said).rule(Optional.of(new Tag("1.2.3")), TagCase.KEEP))
        .isInstanceOfSatisfying(
            Follow.Invalid.class,
            invalid ->
                assertThat(invalid.why()).contains("Keel's policies are all, major, minor, patch"));
  }

  private static KeelAnnotations keel(String said) {
    return new KeelAnnotations(
        Map.of(),
        Arrays.stream(said.split(" "))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> "keel.sh/" + pair[0], pair -> pair[1])));
  }
}
