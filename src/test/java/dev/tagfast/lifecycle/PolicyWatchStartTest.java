package dev.tagfast.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.cluster.ResidentWorld;
import dev.tagfast.testing.World;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests that a process that lives on judges a policy of which nobody asks. */
@RealCluster
@QuarkusTest
@WithTestResource(ResidentWorld.class)
class PolicyWatchStartTest {
  World world;

  @Test
  void aPolicyThatIsAppliedAndThenChangedIsJudgedEachTime() {
    apply("{mode: Reject, restore: true}");
    awaitReady("True");

    // The only reconcile of this hour is over, or saw the first one.
    apply("{mode: Reject, repositories: ['nobody.example/**']}");
    awaitReady("False");
    assertThat(real().kubectl().run("get", "tagpolicies", "resident"))
        .contains("no listed registry has this host");
  }

  private void awaitReady(String status) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                real()
                    .kubectl()
                    .run(
                        "get",
                        "tagpolicy",
                        "resident",
                        "-o",
                        "jsonpath={.status.conditions[0].status}")
                    .equals(status));
  }

  private void apply(String rule) {
    assertThat(
            real()
                .kubectl()
                .tryWith(
                    """
                    apiVersion: tagfast.dev/v1alpha1
                    kind: TagPolicy
                    metadata: {name: resident}
                    spec: {rules: [%s]}
                    """
                        .formatted(rule),
                    "apply",
                    "-f",
                    "-")
                .status())
        .isZero();
  }

  private RealApi real() {
    return (RealApi) world.api();
  }
}
