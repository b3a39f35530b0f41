package dev.tagfast.pipeline;

import static dev.tagfast.testing.Images.digest;
import static dev.tagfast.testing.Images.key;
import static dev.tagfast.testing.Images.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.decide.Reason;
import dev.tagfast.decide.Verdict;
import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.store.MemoryTagLedger;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.report.Outcome;
import dev.tagfast.report.Report;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.settings.Settings;
import dev.tagfast.testing.FakeCluster;
import dev.tagfast.testing.FakeRegistry;
import dev.tagfast.testing.MovableClock;
import dev.tagfast.testing.TestSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests events that come before their tag is written, or long after. */
class LaterLooksTest {
  private static final TagKey MOVING = key("registry.example/pizza:today");
  private static final TagKey REJECT = key("registry.example/pizza:2018-05-12");
  private static final Digest A = digest("a");
  private static final Digest B = digest("b");

  private final FakeRegistry registry = new FakeRegistry(() -> {});
  private final FakeCluster cluster = new FakeCluster(() -> {});
  private final MemoryTagLedger ledger = new MemoryTagLedger();
  private final List<Report> told = new ArrayList<>();
  private final Deque<Runnable> scheduled = new ArrayDeque<>();
  private final Settings settings = TestSettings.of(Map.of("tagfast.resolve.asks", "3"));
  private final PushPipeline process =
      Pipelines.pipeline(
          registry,
          cluster,
          ledger,
          (key, _) ->
              new PolicyAnswer.Treat(
                  new Treatment(
                      key.equals(REJECT) ? TagMode.REJECT : TagMode.MOVING,
                      true,
                      false,
                      false,
                      "test")),
          report -> {
            told.add(report);
            return List.of();
          },
          settings,
          new MovableClock(),
          new Metrics(new SimpleMeterRegistry()),
          new LaterLooks(settings, (_, work) -> scheduled.add(work)));

  @Test
  void anEventThatComesBeforeItsTagIsWrittenIsAnsweredAtOnceAndFollowedAMomentLater() {
    cluster.subscribe(MOVING);
    registry.push(MOVING, A);
    handle(push(MOVING, A));

    Outcome early = handle(push(MOVING, B));

    assertThat(early.verdict()).contains(new Verdict.Later(Reason.UNCONFIRMED));
    registry.push(MOVING, B);
    runScheduled();
    assertThat(cluster.runs(MOVING)).contains(B);
    assertThat(scheduled).isEmpty();
  }

  @Test
  void anEventWithoutADigestIsLookedAtAgainWhereNothingIsNewYet() {
    registry.push(REJECT, A);
    handle(push(REJECT, A));

    handle(withoutDigest(REJECT));

    registry.push(REJECT, B);
    runScheduled();
    assertThat(told).extracting(Report::reason).contains(Reason.TAG_OVERWRITTEN);
  }

  @Test
  void anEventWithoutADigestOfATagThatNobodyFollowsIsMarkedForReconcile() {
    registry.push(REJECT, A);
    handle(push(REJECT, A));

    handle(withoutDigest(REJECT));

    assertThat(ledger.unfinished()).extracting(open -> open.entry().key()).containsExactly(REJECT);
    runScheduled();
    runScheduled();
    assertThat(ledger.unfinished()).as("it was looked at").isEmpty();
  }

  @Test
  void aBacklogOfOldEventsCostsOneRequestEachAndOneLaterLook() {
    cluster.subscribe(MOVING);
    registry.push(MOVING, A);
    handle(push(MOVING, A));
    int before = registry.requests();

    for (int i = 0; i < 100; i++) {
      handle(push(MOVING, digest("old " + i)));
    }

    assertThat(registry.requests() - before).isEqualTo(100);
    assertThat(scheduled).hasSize(1);
    assertThat(cluster.patches()).containsExactly(A);
  }

  @Test
  void onlyTheLastLookSaysThatAnOverwriteWasClaimed() {
    registry.push(REJECT, A);
    handle(push(REJECT, A));
    told.clear();

    handle(push(REJECT, B));
    runScheduled();
    assertThat(told).isEmpty();
    runScheduled();

    assertThat(told).extracting(Report::reason).containsExactly(Reason.OVERWRITE_CLAIMED);
    assertThat(scheduled).isEmpty();
  }

  @Test
  void anIgnoredOrUnfollowedTagCostsTheRegistryNothing() {
    Outcome outcome = handle(push(MOVING, A));

    assertThat(outcome.reason()).contains(Reason.NOT_FOLLOWED);
    assertThat(registry.requests()).isZero();
  }

  private Outcome handle(PushEvent event) {
    return process.handle(event, false);
  }

  private void runScheduled() {
    List<Runnable> now = List.copyOf(scheduled);
    scheduled.clear();
    now.forEach(Runnable::run);
  }

  private static PushEvent withoutDigest(TagKey key) {
    return new PushEvent(
        PushEvent.Action.PUSH,
        key,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "hub");
  }
}
