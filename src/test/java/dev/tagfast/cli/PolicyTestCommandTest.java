package dev.tagfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies tested in a pipeline, without a cluster. */
class PolicyTestCommandTest {
  @TempDir private Path folder;

  @Test
  void itNamesTheRuleThatSpeaksOfATag() throws IOException {
    Path file = policy("{tags: {glob: \"20*\"}, mode: Moving}");

    Typed.Result answer =
        Typed.nowhere(
            "policy", "test", "kitchen/pizza:2018-05-12", "kitchen/pizza:1.2.3", "-f", "" + file);

    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out().lines().toList())
        .satisfiesExactly(
            title -> assertThat(title).startsWith("TAG"),
            dated -> assertThat(dated).contains("Date", "Moving", "kitchen"),
            version ->
                assertThat(version).contains("FullVersion", "Reject", "default/full-version"));
  }

  @Test
  void whatIsNotExpectedFailsThePipeline() throws IOException {
    Path file = policy("{tags: {glob: \"20*\"}, mode: Moving}");

    assertThat(
            Typed.nowhere("policy", "test", "a/b:1.2.3", "-f", "" + file, "--expect", "reject")
                .code())
        .isZero();
    assertThat(
            Typed.nowhere("policy", "test", "a/b:2018-05-12", "-f", "" + file, "--expect", "reject")
                .code())
        .isEqualTo(Exit.ERROR);
  }

  @Test
  void anInvalidPolicyFailsAndIsExplained() throws IOException {
    Typed.Result answer =
        Typed.nowhere(
            "policy", "test", "a/b:1.2.3", "-f", "" + policy("{tags: {glob: 7}, mode: Moving}"));

    assertThat(answer.code()).isEqualTo(Exit.ERROR);
    assertThat(answer.err()).contains("TagPolicy kitchen is invalid: spec.rules[0].tags.glob");
    assertThat(answer.out()).contains("Held", "nothing moves");
  }

  @Test
  void aFileWithoutPolicyIsNoGreenTest() throws IOException {
    Path file = Files.writeString(folder.resolve("other.yaml"), "kind: ConfigMap\n");

    assertThat(Typed.nowhere("policy", "test", "a/b:1", "-f", "" + file))
        .satisfies(
            answer -> assertThat(answer.code()).isEqualTo(Exit.ERROR),
            answer -> assertThat(answer.err()).contains("There is no TagPolicy"));
  }

  private Path policy(String rule) throws IOException {
    return Files.writeString(
        folder.resolve("policies.yaml"),
        """
        # Two documents, of which one is none of ours.
        kind: ConfigMap
        ---
        apiVersion: tagfast.dev/v1alpha1
        kind: TagPolicy
        metadata: {name: kitchen}
        spec:
          rules:
            - %s
        """
            .formatted(rule));
  }
}
