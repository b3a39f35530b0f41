package dev.tagfast.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.brake.BrakeSteps;
import dev.tagfast.image.Digest;
import dev.tagfast.testing.Deployments;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Workloads as Keel's users have them, with {@code tagfast.compat.keel=true} and nothing else
 * changed; on the mock API and on a real API server.
 */
abstract class KeelContract extends BrakeSteps {
  /** The example of Keel's readme: an annotation subscribes, and there may be no label at all. */
  private void forKeel(String tag, Map<String, String> annotations, Map<String, String> labels) {
    Deployment plain = Deployments.subscribed(name, reference(tag));
    client()
        .resource(
            new DeploymentBuilder(plain)
                .editMetadata()
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .build())
        .create();
  }

  @Test
  void aMinorPolicyInAnAnnotationMovesToTheNewMinorVersion() {
    forKeel("0.0.8", Map.of("keel.sh/policy", "minor", "keel.sh/trigger", "poll"), Map.of());

    deliver("1.0.0", push("1.0.0", "another major"));
    assertThat(image()).isEqualTo(reference("0.0.8"));
    Digest next = push("0.1.0", "new");
    deliver("0.1.0", next);

    assertThat(image()).isEqualTo(reference("0.1.0") + "@" + next);
  }

  @Test
  void aPolicyInALabelSubscribesToo() {
    forKeel("latest", Map.of(), Map.of("keel.sh/policy", "force", "keel.sh/match-tag", "true"));

    deliver("other", push("other", "not this one"));
    Digest latest = push("latest", "new");
    deliver("latest", latest);

    assertThat(image()).isEqualTo(reference("latest") + "@" + latest);
  }

  @Test
  void whatReconcileFindsNeedsNoEvent() {
    forKeel("build-1", Map.of("keel.sh/policy", "glob:build-*"), Map.of());
    Digest second = push("build-2", "lost");

    reconcile();

    assertThat(image()).isEqualTo(reference("build-2") + "@" + second);
  }

  @Test
  void neverAndNothingSubscribeNobody() {
    forKeel("1.0.0", Map.of("keel.sh/policy", "never"), Map.of());

    deliver("1.0.0", push("1.0.0", "first"));
    deliver("1.0.1", push("1.0.1", "second"));

    assertThat(image()).isEqualTo(reference("1.0.0"));
  }

  @Test
  void aPolicyThatIsNoneIsToldOnAWorkloadWithoutLabels() {
    forKeel("1.0.0", Map.of("keel.sh/policy", "everything"), Map.of());

    deliver("1.0.0", push("1.0.0", "first"));

    assertThat(image()).isEqualTo(reference("1.0.0"));
    assertThat(annotations().get("held.tagfast.dev/pizza"))
        .startsWith("FollowInvalid: ")
        .contains("everything", "Keel's policies are");
    assertThat(waitsForAPerson()).isTrue();
  }

  @Test
  void whatWasWrittenForTagfastCountsBeforeWhatWasWrittenForKeel() {
    forKeel(
        "1.0.0", Map.of("keel.sh/policy", "all", "tagfast.dev/follow", "semver: ~1.0"), Map.of());

    deliver("1.1.0", push("1.1.0", "not in the range"));
    Digest patch = push("1.0.1", "new");
    deliver("1.0.1", patch);

    assertThat(image()).isEqualTo(reference("1.0.1") + "@" + patch);
  }
}
