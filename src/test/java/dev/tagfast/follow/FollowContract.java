package dev.tagfast.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.brake.BrakeSteps;
import dev.tagfast.image.Digest;
import dev.tagfast.testing.Deployments;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a container follows, through the doors; on the mock API and on a real API server. */
abstract class FollowContract extends BrakeSteps {
  private static final String FOLLOW = "tagfast.dev/follow";

  /** A Deployment at this tag, with a rule. */
  private Digest following(String rule, String tag) {
    deploy(name, tag);
    annotate(name, FOLLOW, rule);
    Digest first = push(tag, tag);
    deliver(tag, first);
    assertThat(image()).isEqualTo(reference(tag) + "@" + first);
    return first;
  }

  private Digest pushed(String tag) {
    Digest digest = push(tag, tag);
    deliver(tag, digest);
    return digest;
  }

  @Test
  void aNewerVersionInTheRangeIsRolledOutAndNoOther() {
    Digest first = following("semver: ^1.2", "1.2.0");

    pushed("1.1.9");
    pushed("2.0.0");
    pushed("2.0.0-rc.1");
    pushed("1.3.0-rc.1");
    pushed("1.3.0-alpine");
    assertThat(image()).isEqualTo(reference("1.2.0") + "@" + first);

    Digest second = pushed("1.3.0");
    assertThat(image()).isEqualTo(reference("1.3.0") + "@" + second);
    pushed("1.2.5");
    assertThat(image()).isEqualTo(reference("1.3.0") + "@" + second);
  }

  @Test
  void aPreReleaseIsRolledOutWhereItIsAskedFor() {
    following("semver: ^1.2; pre-releases", "1.2.0");

    pushed("2.0.0-rc.1");
    Digest candidate = pushed("1.3.0-rc.1");

    assertThat(image()).isEqualTo(reference("1.3.0-rc.1") + "@" + candidate);
  }

  @Test
  void reconcileFindsTheNewestOfWhatNobodyNotified() {
    following("semver: ^1.2", "1.2.0");
    push("1.3.0", "lost");
    Digest newest = push("1.4.0", "lost too");
    push("2.0.0", "another major");

    reconcile();

    assertThat(image()).isEqualTo(reference("1.4.0") + "@" + newest);
  }

  @Test
  void atSubscriptionReconcileBringsItToTheNewest() {
    deploy(name, "latest");
    annotate(name, FOLLOW, "semver: 1.x");
    push("latest", "whatever");
    push("1.0.0", "old");
    Digest newest = push("1.1.0", "new");

    reconcile();

    assertThat(image()).isEqualTo(reference("1.1.0") + "@" + newest);
  }

  @Test
  void anotherTagIsFollowed() {
    deploy(name, "1.0.0");
    annotate(name, FOLLOW, "tag: stable");
    Digest stable = pushed("stable");

    assertThat(image()).isEqualTo(reference("stable") + "@" + stable);
  }

  @Test
  void theHighestNumberOfAGlobIsFollowed() {
    following("glob: build-*; by number", "build-9");

    Digest tenth = pushed("build-10");
    pushed("build-8");
    pushed("other-11");

    assertThat(image()).isEqualTo(reference("build-10") + "@" + tenth);
  }

  @Test
  void theNewestPushIsFollowed() {
    following("glob: main-*; by push", "main-7");

    pass(Duration.ofMinutes(1));
    Digest last = pushed("main-3");

    assertThat(image()).isEqualTo(reference("main-3") + "@" + last);
  }

  @Test
  void aRuleThatIsNotUnderstoodStopsItsWorkloadAlone() {
    deploy(name);
    annotate(name, FOLLOW, "semver 1.x");
    deploy(other);
    Digest first = push("margherita");

    assertThat(deliver(first).getList("rollouts.reason"))
        .containsExactlyInAnyOrder("FollowInvalid", "RolloutStarted");

    assertThat(image()).isEqualTo(reference());
    assertThat(Deployments.image(client(), other)).isEqualTo(reference() + "@" + first);
    assertThat(annotations().get("held.tagfast.dev/pizza"))
        .startsWith("FollowInvalid: ")
        .contains("semver 1.x", "semver: RANGE");
    assertThat(waitsForAPerson()).isTrue();
  }

  @Test
  void aPersonWhoGoesBackPausesItUntilItIsLetGo() {
    following("semver: ^1.2", "1.2.0");
    pushed("1.3.0");
    setImage(reference("1.2.0"));

    Digest newest = pushed("1.4.0");

    assertThat(image()).isEqualTo(reference("1.2.0"));
    assertThat(annotations().get("held.tagfast.dev/pizza"))
        .startsWith("PersonHolds: ")
        .contains("back from 1.3.0 to 1.2.0", "written.tagfast.dev/pizza");
    annotate(name, "written.tagfast.dev/pizza", null);
    reconcile();
    assertThat(image()).isEqualTo(reference("1.4.0") + "@" + newest);
  }

  private void setImage(String image) {
    client()
        .apps()
        .deployments()
        .inNamespace("default")
        .withName(name)
        .patch(
            PatchContext.of(PatchType.JSON),
            "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/image\",\"value\":\"%s\"}]"
                .formatted(image));
  }
}
