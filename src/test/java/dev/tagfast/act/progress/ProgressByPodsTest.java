package dev.tagfast.act.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.progress.Progress.Complete;
import dev.tagfast.act.progress.Progress.Failed;
import dev.tagfast.act.progress.Progress.InProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What pods add to what a controller says. */
class ProgressByPodsTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final Duration DEADLINE = Duration.ofMinutes(10);
  private static final Progress COMPLETE = new Complete(Optional.empty());
  private static final Progress ROLLING = new InProgress("1 of 2 pods have the new image");
  private static final String CRASH = "container oven exited with code 1 (Error)";

  @Test
  void whereTheControllerDoesNotSayThePodThatWasReadyLastSaysSinceWhenItIsComplete() {
    assertThat(of(COMPLETE, ready(-300), ready(-60)))
        .isEqualTo(new Complete(Optional.of(NOON.minusSeconds(60))));
  }

  @Test
  void whatTheControllerSaysOfTheEndStands() {
    Progress said = new Complete(Optional.of(NOON.minusSeconds(5)));

    assertThat(of(said, ready(-60))).isEqualTo(said);
  }

  @Test
  void aPodThatCrashedAMomentAgoIsNotCompleteAlthoughItIsReady() {
    assertThat(of(COMPLETE, crashed(true, -60, -30)))
        .isEqualTo(new InProgress("pod dinner-1: " + CRASH));
    assertThat(of(COMPLETE, crashed(true, -600, -300))).isInstanceOf(Complete.class);
  }

  @Test
  void aPodThatStillCrashesAfterTheDeadlineFailedWhateverTheControllerSays() {
    assertThat(of(COMPLETE, crashed(true, -600, -30)))
        .isEqualTo(new Failed("pod dinner-1: " + CRASH));
    assertThat(of(ROLLING, crashed(false, -600, -300)))
        .isEqualTo(new Failed("pod dinner-1: " + CRASH));
  }

  @Test
  void beforeTheDeadlineThePodsTroubleIsSaidAndNothingFailed() {
    assertThat(of(ROLLING, crashed(false, -599, -30)))
        .isEqualTo(new InProgress("1 of 2 pods have the new image; pod dinner-1: " + CRASH));
  }

  @Test
  void aPodThatWasReadyForLongAndIsNotForAMomentFailedNothing() {
    PodHealth pod =
        new PodHealth(
            "dinner-1",
            "7",
            Map.of("oven", "pizza@b"),
            false,
            Optional.of(NOON.minusSeconds(10)),
            NOON.minusSeconds(86_400),
            Optional.empty(),
            Optional.empty());

    assertThat(of(ROLLING, pod)).isEqualTo(ROLLING);
  }

  @Test
  void podsOfTheImageBeforeSayNothingOfTheRollout() {
    PodHealth old =
        new PodHealth(
            "dinner-0",
            "7",
            Map.of("oven", "pizza@a"),
            false,
            Optional.empty(),
            NOON.minusSeconds(86_400),
            Optional.of(CRASH),
            Optional.of(NOON));

    assertThat(of(ROLLING, old)).isEqualTo(ROLLING);
  }

  @Test
  void aControllerThatGaveUpIsExplainedByThePod() {
    assertThat(of(new Failed("ProgressDeadlineExceeded"), crashed(false, -60, -1)))
        .isEqualTo(new Failed("ProgressDeadlineExceeded; pod dinner-1: " + CRASH));
  }

  private static Progress of(Progress byStatus, PodHealth... pods) {
    return ProgressByPods.of(byStatus, Map.of("oven", "pizza@b"), List.of(pods), DEADLINE, NOON);
  }

  private static PodHealth ready(int since) {
    return new PodHealth(
        "dinner-1",
        "7",
        Map.of("oven", "pizza@b"),
        true,
        Optional.of(NOON.plusSeconds(since)),
        NOON.plusSeconds(since - 5),
        Optional.empty(),
        Optional.empty());
  }

  private static PodHealth crashed(boolean ready, int created, int at) {
    return new PodHealth(
        "dinner-1",
        "7",
        Map.of("oven", "pizza@b"),
        ready,
        Optional.of(NOON.plusSeconds(at)),
        NOON.plusSeconds(created),
        Optional.of(CRASH),
        Optional.of(NOON.plusSeconds(at)));
  }
}
