package dev.tagfast.pipeline;

import static dev.tagfast.testing.Images.digest;
import static dev.tagfast.testing.Images.key;
import static dev.tagfast.testing.Images.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.RolloutTarget;
import dev.tagfast.act.rollout.Rollouts;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscribers;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.FollowerState;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.store.MemoryTagLedger;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.report.Report;
import dev.tagfast.testing.FakeRegistry;
import dev.tagfast.testing.MovableClock;
import dev.tagfast.testing.TestSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests a tag that more workloads follow than the ledger remembers one by one. */
class ManyFollowersTest {
  private static final TagKey TAG = key("registry.example/pizza:2018-05-12");

  private final FakeRegistry registry = new FakeRegistry(() -> {});
  private final MemoryTagLedger ledger = new MemoryTagLedger();
  private final List<Report> told = new ArrayList<>();
  private final MovableClock clock = new MovableClock();
  private final Crowd crowd = new Crowd(2 * TagEntry.MOST_TOLD);
  private final PushPipeline process = process("observe");

  @BeforeEach
  void theTagIsThere() {
    registry.push(TAG, digest("a"));
    process.handle(push(TAG, digest("a")), false);
  }

  @Test
  void aLookThatFindsTheSameTellsNothingAndWritesNothing() {
    assertThat(told)
        .filteredOn(report -> report.reason() == Reason.OBSERVE_ONLY)
        .hasSize(ToldConditions.MOST);
    told.clear();
    Object before = ledger.read(TAG);

    process.handle(PushEvent.reconcile(TAG), false);

    assertThat(told).isEmpty();
    assertThat(ledger.read(TAG)).isEqualTo(before);
  }

  @Test
  void thoseThatWaitForAPersonAreToldBeforeThoseThatAreObserved() {
    crowd.held = crowd.size - 1;
    told.clear();

    process.handle(PushEvent.reconcile(TAG), false);

    assertThat(told).extracting(Report::reason).containsExactly(Reason.PERSON_HOLDS);
  }

  @Test
  void whereTheApiServerFailsNobodySaysThatTheirTagIsUnproven() {
    crowd.fails = true;

    assertThatThrownBy(() -> process("act").handle(PushEvent.reconcile(TAG), false))
        .isInstanceOf(TemporaryFailure.class);

    assertThat(ledger.read(TAG).orElseThrow().entry().followers().first())
        .extracting(FollowerState::state)
        .containsOnly("RolloutFailed");
  }

  private PushPipeline process(String mode) {
    return Pipelines.pipeline(
        registry,
        crowd,
        ledger,
        (_, _) -> new PolicyAnswer.Treat(new Treatment(TagMode.REJECT, true, false, true, "test")),
        report -> {
          told.add(report);
          return List.of();
        },
        TestSettings.of(Map.of("tagfast.mode", mode)),
        clock);
  }

  /** Deployments that are not pinned; one of them may be held. */
  private static final class Crowd implements Subscribers, Rollouts {
    private final int size;
    private int held = -1;
    private boolean fails;

    Crowd(int size) {
      this.size = size;
    }

    @Override
    public List<Subscriber> following(TagKey key) {
      return all();
    }

    @Override
    public List<Subscriber> all() {
      return IntStream.range(0, size).mapToObj(Crowd::subscriber).toList();
    }

    @Override
    public List<RolloutResult> bring(
        List<Subscriber> subscribers,
        TagKey key,
        RolloutTarget to,
        Supplier<Optional<RolloutTarget>> latest,
        Cause cause,
        boolean observeOnly) {
      if (fails) {
        throw new ClusterUnavailable("the API server is down", new IllegalStateException());
      }
      return IntStream.range(0, size).mapToObj(number -> result(number, to)).toList();
    }

    private RolloutResult result(int number, RolloutTarget to) {
      return new RolloutResult(
          workload(number),
          List.of("app"),
          number == held ? Reason.PERSON_HOLDS : Reason.OBSERVE_ONLY,
          Optional.empty(),
          to.digest(),
          "");
    }

    private static Subscriber subscriber(int number) {
      return new Subscriber(
          workload(number),
          "1",
          Map.of(),
          Map.of(),
          true,
          List.of(),
          List.of(
              new Subscriber.FollowingContainer(
                  "app",
                  "/spec/template/spec/containers/0",
                  new ImageReference(
                      TAG.repository().toString(), Optional.of(TAG.tag()), Optional.empty()),
                  Optional.of(TAG))));
    }

    private static Workload workload(int number) {
      return new Workload(
          "apps/v1", "Deployment", "default", "dinner-%03d".formatted(number), "uid");
    }
  }
}
