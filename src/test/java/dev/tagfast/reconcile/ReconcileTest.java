package dev.tagfast.reconcile;

import static dev.tagfast.testing.Images.digest;
import static dev.tagfast.testing.Images.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.Repository;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.TagState;
import dev.tagfast.ledger.UnreadableEntry;
import dev.tagfast.ledger.approval.Approvals;
import dev.tagfast.ledger.store.MemoryTagLedger;
import dev.tagfast.lifecycle.Shutdown;
import dev.tagfast.pipeline.Pipelines;
import dev.tagfast.pipeline.PushPipeline;
import dev.tagfast.pipeline.TemporaryFailure;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.report.LogCapture;
import dev.tagfast.report.Outcome;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.report.notice.Notices;
import dev.tagfast.settings.Settings;
import dev.tagfast.testing.FakeCluster;
import dev.tagfast.testing.FakeRegistry;
import dev.tagfast.testing.Images;
import dev.tagfast.testing.MovableClock;
import dev.tagfast.testing.TestSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests reconcile, retention, and a ledger that another process keeps writing to. */
class ReconcileTest {
  private static final TagKey MOVING = key("registry.example/pizza:today");
  private static final TagKey PROTECTED = key("registry.example/pizza:2018-05-12");

  private final MovableClock clock = new MovableClock();
  private final CountDownLatch registryIsAsked = new CountDownLatch(1);
  private final CountDownLatch registryMayAnswer = new CountDownLatch(1);
  private final FakeCluster cluster = new FakeCluster(() -> {});
  private final MemoryTagLedger ledger = new MemoryTagLedger();
  private FakeRegistry registry = new FakeRegistry(() -> {});

  @Test
  void oneThatIsAskedForTooSoonIsNotRun() {
    Reconcile reconcile = reconcile(ledger);

    assertThat(reconcile.run()).isTrue();
    assertThat(reconcile.run()).isFalse();
    clock.pass(Duration.ofSeconds(31));
    assertThat(reconcile.run()).isTrue();
  }

  @Test
  void oneRunsAtATime() throws Exception {
    registry =
        new FakeRegistry(
            () -> {
              registryIsAsked.countDown();
              waitFor(registryMayAnswer);
            });
    cluster.subscribe(MOVING);
    registry.push(MOVING, digest("margherita"));
    Reconcile reconcile = reconcile(ledger);
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Boolean> first = threads.submit(reconcile::run);
      waitFor(registryIsAsked);

      assertThat(reconcile.run()).isFalse();

      registryMayAnswer.countDown();
      assertThat(first.get()).isTrue();
    }
  }

  @Test
  void anInstallationThatObservesSaysSoOnceAnHourAndOneThatActsNever() {
    try (LogCapture log = new LogCapture("dev.tagfast.report.notice")) {
      Reconcile acting = reconcile(ledger);
      Reconcile observing = reconcile(ledger, settings(Map.of("tagfast.mode", "observe")));
      for (int minute = 0; minute < 65; minute += 5) {
        assertThat(acting.run()).isTrue();
        assertThat(observing.run()).isTrue();
        clock.pass(Duration.ofMinutes(5));
      }

      assertThat(log.lines)
          .hasSize(2)
          .allSatisfy(
              line ->
                  assertThat(line)
                      .startsWith("Tagfast only observes (tagfast.mode=observe): ")
                      .endsWith("set tagfast.mode=act."));
    }
  }

  @Test
  void oneTagWithAnUnreadableEntryKeepsNoOtherFromBeingLookedAt() {
    TagKey elsewhere = key("registry.example/pasta:today");
    cluster.subscribe(elsewhere);
    cluster.subscribe(MOVING);
    registry.push(MOVING, digest("margherita"));
    registry.push(elsewhere, digest("carbonara"));
    TagLedger broken = new LedgerThatFailsAt(elsewhere, unreadable(elsewhere), ledger);

    assertThat(reconcile(broken).run()).isTrue();

    assertThat(cluster.runs(MOVING)).contains(digest("margherita"));
  }

  @Test
  void aMovingTagThatNobodyFollowsIsForgottenAfterItsRetentionAndAProtectedOneNever() {
    ledger.write(TagEntry.blank(MOVING, clock.instant()), Optional.empty());
    PushPipeline pipeline = pipeline(ledger);
    registry.push(PROTECTED, digest("quattro formaggi"));
    pipeline.handle(Images.push(PROTECTED, digest("quattro formaggi")), false);
    Retention retention = retention();

    clock.pass(Duration.ofDays(89));
    retention.sweepOnceADay(Set.of());
    assertThat(ledger.read(MOVING)).isPresent();
    clock.pass(Duration.ofDays(2));
    retention.sweepOnceADay(Set.of());

    assertThat(ledger.read(MOVING)).isEmpty();
    assertThat(ledger.read(PROTECTED).orElseThrow().entry().accepted()).isPresent();
  }

  @Test
  void aDeadLetterOfARegistryThatIsAwayIsKeptAndFoundByTheReconcileAfterIt() {
    // Nobody follows the tag: without the entry nothing would look at it again.
    registry.push(PROTECTED, digest("quattro formaggi"));
    PushPipeline pipeline = pipeline(ledger);
    pipeline.handle(Images.push(PROTECTED, digest("quattro formaggi")), false);
    registry.push(PROTECTED, digest("hawaii"));
    registry.down(true);
    PushEvent event = Images.push(PROTECTED, digest("hawaii"));
    assertThatThrownBy(() -> pipeline.handle(event, false)).isInstanceOf(TemporaryFailure.class);

    Outcome kept = pipeline.handle(event.asDeadLetter(), false);

    assertThat(kept.reason()).contains(Reason.REGISTRY_UNAVAILABLE);
    reconcile(ledger).run();
    assertThat(entry(PROTECTED).lookAgain()).as("the registry is still away").isTrue();
    registry.down(false);
    clock.pass(Duration.ofMinutes(5));
    reconcile(ledger).run();
    assertThat(entry(PROTECTED).state()).isEqualTo(TagState.OVERWRITTEN);
    assertThat(entry(PROTECTED).lookAgain()).isFalse();
  }

  @Test
  void aDeadLetterOfATagThatWasNeverSeenIsKeptToo() {
    registry.push(PROTECTED, digest("quattro formaggi"));
    registry.down(true);
    pipeline(ledger)
        .handle(Images.push(PROTECTED, digest("quattro formaggi")).asDeadLetter(), false);

    registry.down(false);
    reconcile(ledger).run();

    assertThat(entry(PROTECTED).accepted().orElseThrow().digest())
        .isEqualTo(digest("quattro formaggi"));
  }

  @Test
  void aDeadLetterIsAcknowledgedOnlyWhenTheLedgerHasIt() {
    registry.down(true);
    PushEvent event = Images.push(PROTECTED, digest("hawaii")).asDeadLetter();
    TagLedger away =
        new LedgerThatFailsAt(
            PROTECTED, new LedgerUnavailable("away", new IllegalStateException()), ledger);

    assertThatThrownBy(() -> pipeline(away).handle(event, false))
        .isInstanceOf(TemporaryFailure.class);
    assertThat(ledger.read(PROTECTED)).isEmpty();
  }

  @Test
  void aLedgerThatOthersWriteToAllTheTimeIsAnswered503AndNothingIsHalfDone() {
    cluster.subscribe(MOVING);
    registry.push(MOVING, digest("margherita"));
    PushPipeline pipeline = pipeline(new ContendedLedger(ledger));

    assertThatThrownBy(() -> pipeline.handle(Images.push(MOVING, digest("margherita")), false))
        .isInstanceOf(TemporaryFailure.class)
        .hasMessageContaining("pizza:today");

    assertThat(cluster.patches()).isEmpty();
    assertThat(ledger.read(MOVING)).isEmpty();
  }

  private Reconcile reconcile(TagLedger used) {
    return reconcile(used, settings());
  }

  private Reconcile reconcile(TagLedger used, Settings settings) {
    return new Reconcile(
        pipeline(used),
        cluster,
        used,
        Approvals.NONE,
        policies(),
        retention(),
        Sweeps.without(registry, used, policies(), settings, clock),
        settings,
        new Shutdown(settings),
        new ObserveReminder(settings, Notices.inLog(clock)),
        new DriftLooks(settings, _ -> List.of(), new Metrics(new SimpleMeterRegistry())),
        new Candidates(new KnownTagLists(registry, settings, clock), used),
        () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
  }

  private TagEntry entry(TagKey key) {
    return ledger.read(key).orElseThrow().entry();
  }

  private Retention retention() {
    return new Retention(ledger, policies(), settings(), clock);
  }

  private PushPipeline pipeline(TagLedger used) {
    return Pipelines.pipeline(
        registry, cluster, used, policies(), _ -> List.of(), settings(), clock);
  }

  private static PolicySource policies() {
    return (key, _) ->
        new PolicyAnswer.Treat(
            new Treatment(
                key.equals(PROTECTED) ? TagMode.REJECT : TagMode.MOVING,
                true,
                false,
                false,
                "test"));
  }

  private static Settings settings() {
    return settings(Map.of());
  }

  private static Settings settings(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(Map.of("tagfast.resolve.pause", "0s"));
    all.putAll(more);
    return TestSettings.of(all);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A ledger in which another process always wins the compare-and-set. */
  private record ContendedLedger(TagLedger store) implements TagLedger {
    @Override
    public Optional<Versioned> read(TagKey key) {
      return store.read(key);
    }

    @Override
    public Optional<String> write(TagEntry next, Optional<String> version) {
      return Optional.empty();
    }

    @Override
    public boolean remove(TagKey key, String version) {
      return false;
    }

    @Override
    public List<Versioned> unfinished() {
      return store.unfinished();
    }

    @Override
    public List<Versioned> ofRepository(Repository repository, Optional<Digest> digest) {
      return store.ofRepository(repository, digest);
    }

    @Override
    public List<Versioned> all() {
      return store.all();
    }
  }

  private static UnreadableEntry unreadable(TagKey key) {
    return new UnreadableEntry(key, 1, "status.state is missing", new IllegalStateException());
  }

  /** A ledger that fails when it is asked for one entry. */
  private record LedgerThatFailsAt(TagKey broken, RuntimeException failure, TagLedger store)
      implements TagLedger {
    @Override
    public Optional<Versioned> read(TagKey key) {
      if (key.equals(broken)) {
        throw failure;
      }
      return store.read(key);
    }

    @Override
    public Optional<String> write(TagEntry next, Optional<String> version) {
      return store.write(next, version);
    }

    @Override
    public boolean remove(TagKey key, String version) {
      return store.remove(key, version);
    }

    @Override
    public List<Versioned> unfinished() {
      return store.unfinished();
    }

    @Override
    public List<Versioned> ofRepository(Repository repository, Optional<Digest> digest) {
      return store.ofRepository(repository, digest);
    }

    @Override
    public List<Versioned> all() {
      return store.all();
    }
  }
}
