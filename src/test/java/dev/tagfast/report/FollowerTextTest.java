package dev.tagfast.report;

import static dev.tagfast.report.Samples.FORMAGGI;
import static dev.tagfast.report.Samples.HAWAII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FollowerTextTest {
  @Test
  void whoIsNotPinnedGetsWhatTheTagShows() {
    assertThat(text(follower("dinner", Reason.OBSERVE_ONLY, Optional.empty())))
        .isEqualTo(
            "Deployment/kitchen/dinner is not pinned: nodes that pull the tag now get %s."
                .formatted(HAWAII.abbreviated()));
  }

  @Test
  void whoIsPinnedStays() {
    assertThat(text(follower("dinner", Reason.ALREADY_PINNED, Optional.of(FORMAGGI))))
        .isEqualTo("Deployment/kitchen/dinner stays on %s.".formatted(FORMAGGI.abbreviated()));
  }

  @Test
  void whoIsInDangerIsNamedBeforeWhoIsNot() {
    assertThat(
            text(
                follower("lunch", Reason.ALREADY_PINNED, Optional.of(FORMAGGI)),
                follower("dinner", Reason.GITOPS_MANAGED, Optional.empty()),
                follower("supper", Reason.ALREADY_PINNED, Optional.of(FORMAGGI))))
        .isEqualTo(
            "Deployment/kitchen/dinner is not pinned (GitopsManaged): nodes that pull the tag now get %s. 2 others"
                    .formatted(HAWAII.abbreviated())
                + " are pinned.");
  }

  @Test
  void aDeletedTagGivesNewPodsNothing() {
    Situation deleted =
        new Situation(
            true,
            false,
            Optional.empty(),
            Optional.of(List.of(follower("dinner", Reason.UNCONFIRMED, Optional.empty()))));

    assertThat(FollowerText.of(deleted))
        .isEqualTo(
            "Deployment/kitchen/dinner is not pinned: nodes that pull the tag now get nothing.");
  }

  @Test
  void nobodyIsSaidToo() {
    assertThat(text()).isEqualTo("No workload follows it.");
  }

  @Test
  void nothingIsSaidOfFollowersThatCouldNotBeListed() {
    assertThat(FollowerText.of(new Situation(true, false, Optional.of(HAWAII), Optional.empty())))
        .isEmpty();
  }

  private static String text(RolloutResult... followers) {
    return FollowerText.of(
        new Situation(true, false, Optional.of(HAWAII), Optional.of(List.of(followers))));
  }

  private static RolloutResult follower(String name, Reason reason, Optional<Digest> pinned) {
    return new RolloutResult(
        new Workload("apps/v1", "Deployment", "kitchen", name, "uid"),
        List.of("app"),
        reason,
        pinned,
        FORMAGGI,
        "");
  }
}
