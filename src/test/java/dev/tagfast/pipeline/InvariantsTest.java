package dev.tagfast.pipeline;

import static dev.tagfast.testing.Images.digest;
import static dev.tagfast.testing.Images.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.approval.Approvals;
import dev.tagfast.ledger.store.MemoryTagLedger;
import dev.tagfast.lifecycle.Shutdown;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.reconcile.Candidates;
import dev.tagfast.reconcile.DriftLooks;
import dev.tagfast.reconcile.KnownTagLists;
import dev.tagfast.reconcile.ObserveReminder;
import dev.tagfast.reconcile.Reconcile;
import dev.tagfast.reconcile.Retention;
import dev.tagfast.reconcile.Sweeps;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.report.Report;
import dev.tagfast.report.Reporter;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.report.notice.Notices;
import dev.tagfast.settings.Settings;
import dev.tagfast.testing.DeadlyLedger;
import dev.tagfast.testing.FakeCluster;
import dev.tagfast.testing.FakeRegistry;
import dev.tagfast.testing.Images;
import dev.tagfast.testing.MovableClock;
import dev.tagfast.testing.TestSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks the invariants of docs/design.md over many random histories. Events are lost, doubled and
 * reordered; the process is killed before any of its requests; the registry and the API server are
 * unavailable for a while.
 */
class InvariantsTest {
  private static final TagKey MOVING = key("registry.example/pizza:today");
  private static final TagKey REJECT = key("registry.example/pizza:2018-05-12");
  private static final List<Digest> FLAVOURS =
      List.of(digest("quattro formaggi"), digest("hawaii"), digest("funghi"), digest("marinara"));
  private static final int HISTORIES = 400;
  private static final int STEPS = 60;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void holdWhateverIsLostDoubledReorderedOrKilled(boolean restore) {
    for (int seed = 0; seed < HISTORIES; seed++) {
      World world = new World(new Random(seed), restore);
      try {
        world.runRandomSteps();
        world.settle();
        world.assertInvariants();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("history with seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  /** Simulates the death of the process. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final class World {
    private final Random random;
    private final boolean restore;
    private final MovableClock clock = new MovableClock();
    private final FakeRegistry registry = new FakeRegistry(this::killAtRandom);
    private final FakeCluster cluster = new FakeCluster(this::killAtRandom, clock);
    private final MemoryTagLedger store = new MemoryTagLedger();
    private final TagLedger ledger = new DeadlyLedger(store, this::killAtRandom);
    private final List<PushEvent> undelivered = new ArrayList<>();
    private final List<Report> reported = new ArrayList<>();
    private boolean killsEnabled;
    private boolean sinkDown;
    private PushPipeline pipeline;
    private Reconcile reconcile;

    World(Random random, boolean restore) {
      this.random = random;
      this.restore = restore;
      cluster.subscribe(MOVING);
      cluster.subscribe(REJECT);
      start();
    }

    /** Starts a new process, which keeps nothing of the old one but the ledger. */
    private void start() {
      Settings settings =
          TestSettings.of(
              Map.of("tagfast.resolve.pause", "0s", "tagfast.reconcile.at-most-every", "0s"));
      Reporter reporter = this::deliverReport;
      PolicySource policies = this::policy;
      pipeline = Pipelines.pipeline(registry, cluster, ledger, policies, reporter, settings, clock);
      reconcile =
          new Reconcile(
              pipeline,
              cluster,
              ledger,
              Approvals.NONE,
              policies,
              new Retention(ledger, policies, settings, clock),
              Sweeps.without(registry, ledger, policies, settings, clock),
              settings,
              new Shutdown(settings),
              new ObserveReminder(settings, Notices.inLog(clock)),
              new DriftLooks(settings, _ -> List.of(), new Metrics(new SimpleMeterRegistry())),
              new Candidates(
                  new KnownTagLists(_ -> new RegistryAnswer.Absent<>(), settings, clock), ledger),
              () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    }

    private List<String> deliverReport(Report report) {
      killAtRandom();
      if (sinkDown) {
        return List.of("sink");
      }
      reported.add(report);
      return List.of();
    }

    private PolicyAnswer policy(TagKey key, ContentKind kind) {
      TagMode mode = key.equals(REJECT) ? TagMode.REJECT : TagMode.MOVING;
      return new PolicyAnswer.Treat(new Treatment(mode, true, restore, false, "test"));
    }

    private void killAtRandom() {
      if (killsEnabled && random.nextInt(40) == 0) {
        throw new Killed();
      }
    }

    void runRandomSteps() {
      killsEnabled = true;
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(10)) {
          case 0, 1, 2 -> push();
          case 3, 4, 5 -> deliver();
          case 6 -> attempt(() -> reconcile.run());
          case 7 -> registry.down(random.nextInt(4) == 0);
          case 8 -> cluster.down(random.nextInt(4) == 0);
          default -> {
            sinkDown = random.nextInt(4) == 0;
            clock.pass(Duration.ofSeconds(random.nextInt(120)));
          }
        }
        cluster.runs(REJECT).ifPresent(this::assertNotQuarantined);
      }
    }

    private void push() {
      TagKey key = random.nextBoolean() ? MOVING : REJECT;
      Digest flavour = FLAVOURS.get(random.nextInt(FLAVOURS.size()));
      registry.push(key, flavour);
      int copies = random.nextInt(4);
      for (int copy = 0; copy < copies; copy++) {
        undelivered.add(random.nextInt(undelivered.size() + 1), Images.push(key, flavour));
      }
    }

    private void deliver() {
      if (undelivered.isEmpty()) {
        return;
      }
      PushEvent event = undelivered.removeFirst();
      AtomicBoolean acknowledged = new AtomicBoolean();
      attempt(
          () -> {
            try {
              pipeline.handle(event, _ -> acknowledged.set(random.nextBoolean()));
            } catch (TemporaryFailure _) {
              // A sender that was answered early does not send the event again.
              if (!acknowledged.get()) {
                undelivered.add(event);
              }
            }
          });
    }

    private void attempt(Runnable step) {
      try {
        step.run();
      } catch (TemporaryFailure _) {
        // The next delivery or reconcile finishes it.
      } catch (Killed _) {
        start();
      }
    }

    /**
     * Delivers the rest of the events with everything available, and then lets reconcile look three
     * times.
     */
    void settle() {
      killsEnabled = false;
      sinkDown = false;
      registry.down(false);
      cluster.down(false);
      while (!undelivered.isEmpty()) {
        deliver();
      }
      for (int look = 0; look < 3; look++) {
        clock.pass(Duration.ofMinutes(5));
        reconcile.run();
      }
    }

    void assertInvariants() {
      assertThat(store.unfinished())
          .as("nothing is left to do but a person's")
          .allMatch(known -> known.entry().outbox().isEmpty() && !known.entry().lookAgain());
      for (TagKey key : List.of(MOVING, REJECT)) {
        if (registry.shows(key).isEmpty()) {
          continue;
        }
        TagEntry entry = store.read(key).orElseThrow().entry();
        assertThat(cluster.runs(key))
            .as("3. the subscriber of %s runs the accepted digest", key)
            .isEqualTo(entry.accepted().map(accepted -> accepted.digest()));
        assertThat(entry.seen()).as("the ledger knows the tag").isEqualTo(registry.shows(key));
      }
      assertEveryOverwriteIsReported();
      cluster.runs(REJECT).ifPresent(this::assertNotQuarantined);
    }

    private void assertNotQuarantined(Digest runs) {
      store
          .read(REJECT)
          .ifPresent(
              known ->
                  assertThat(known.entry().quarantined())
                      .as("1. never moved to a quarantined digest")
                      .doesNotContain(runs));
    }

    private void assertEveryOverwriteIsReported() {
      List<Move> overwrites =
          store.read(REJECT).stream()
              .flatMap(known -> known.entry().history().stream())
              .filter(move -> move.reason().equals(Reason.TAG_OVERWRITTEN.word()))
              .toList();
      Set<String> ids = new HashSet<>();
      reported.stream()
          .filter(report -> report.reason() == Reason.TAG_OVERWRITTEN)
          .forEach(report -> ids.add(report.id()));
      long moves = ledger.read(REJECT).map(known -> known.entry().moves()).orElse(0L);
      if (moves <= 20) {
        assertThat(ids)
            .as("2. and 4. every overwrite is told, repeats under one id")
            .hasSize(overwrites.size());
      } else {
        assertThat(ids).hasSizeGreaterThanOrEqualTo(overwrites.size());
      }
      assertThat(
              reported.stream()
                  .filter(report -> report.kind() == ReportKind.ROLLOUT_STARTED)
                  .map(Report::id)
                  .distinct())
          .as("every rollout that was begun is told, repeats under one id")
          .hasSize(cluster.patches().size());
    }
  }
}
