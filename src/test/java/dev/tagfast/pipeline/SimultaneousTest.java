package dev.tagfast.pipeline;

import static dev.tagfast.testing.Images.digest;
import static dev.tagfast.testing.Images.key;
import static dev.tagfast.testing.Images.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.store.MemoryTagLedger;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.report.Outcome;
import dev.tagfast.report.Report;
import dev.tagfast.settings.Settings;
import dev.tagfast.testing.FakeCluster;
import dev.tagfast.testing.FakeRegistry;
import dev.tagfast.testing.MovableClock;
import dev.tagfast.testing.TestSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Delivers copies of one event at once, in one process and in two, which is the normal case after a
 * cold start. The state decides, whatever the ids of the events are.
 */
class SimultaneousTest {
  private static final TagKey MOVING = key("registry.example/pizza:today");
  private static final TagKey REJECT = key("registry.example/pizza:2018-05-12");
  private static final int ROUNDS = 100;
  private static final int COPIES = 4;

  private final FakeRegistry registry = new FakeRegistry(() -> {});
  private final FakeCluster cluster = new FakeCluster(() -> {});
  private final MemoryTagLedger ledger = new MemoryTagLedger();
  private final Queue<Report> reported = new ConcurrentLinkedQueue<>();
  private final List<PushPipeline> processes = List.of(process(), process());

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void copiesOfOnePushAreOneRollout(int processes) throws Exception {
    cluster.subscribe(MOVING);
    for (int round = 1; round <= ROUNDS; round++) {
      Digest flavour = digest("flavour " + round);
      registry.push(MOVING, flavour);

      deliverAtOnce(processes, MOVING, flavour);

      assertThat(cluster.patches()).as("round %d", round).hasSize(round).endsWith(flavour);
    }
    assertThat(reported)
        .filteredOn(report -> report.reason() == Reason.ROLLOUT_STARTED)
        .extracting(Report::id)
        .doesNotHaveDuplicates()
        .hasSize(ROUNDS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void copiesOfOneOverwriteAreOneAlert(int processes) throws Exception {
    registry.push(REJECT, digest("quattro formaggi"));
    deliverAtOnce(processes, REJECT, digest("quattro formaggi"));
    for (int round = 1; round <= ROUNDS; round++) {
      Digest flavour = digest("overwrite " + round);
      registry.push(REJECT, flavour);

      deliverAtOnce(processes, REJECT, flavour);

      assertThat(reported)
          .filteredOn(report -> report.reason() == Reason.TAG_OVERWRITTEN)
          .as("round %d", round)
          .extracting(Report::id)
          .doesNotHaveDuplicates()
          .hasSize(round);
    }
  }

  /** Half of the copies have an id of their own; the others have the id that all rounds share. */
  private void deliverAtOnce(int processes, TagKey key, Digest digest) throws Exception {
    CyclicBarrier start = new CyclicBarrier(processes * COPIES);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Outcome>> deliveries = new ArrayList<>();
      for (PushPipeline process : this.processes.subList(0, processes)) {
        for (int copy = 0; copy < COPIES; copy++) {
          PushEvent event = copy % 2 == 0 ? push(key, digest) : withOwnId(push(key, digest));
          deliveries.add(
              () -> {
                start.await();
                return process.handle(event, false);
              });
        }
      }
      for (Future<Outcome> outcome : threads.invokeAll(deliveries)) {
        assertThat(outcome.get().refused()).isEmpty();
      }
    }
  }

  private static PushEvent withOwnId(PushEvent event) {
    return new PushEvent(
        event.action(),
        event.key(),
        event.digest(),
        event.mediaType(),
        Optional.of(UUID.randomUUID().toString()),
        event.actor(),
        event.pushedAt(),
        event.source());
  }

  private PushPipeline process() {
    Settings settings = TestSettings.of(Map.of());
    MovableClock clock = new MovableClock();
    PolicySource policies =
        (key, _) ->
            new PolicyAnswer.Treat(
                new Treatment(
                    key.equals(REJECT) ? TagMode.REJECT : TagMode.MOVING,
                    true,
                    false,
                    false,
                    "test"));
    return Pipelines.pipeline(
        registry,
        cluster,
        ledger,
        policies,
        report -> {
          reported.add(report);
          return List.of();
        },
        settings,
        clock);
  }
}
