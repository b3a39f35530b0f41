package dev.tagfast.pipeline;

import static dev.tagfast.testing.Images.digest;
import static dev.tagfast.testing.Images.key;
import static dev.tagfast.testing.Images.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Acceptance;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.Lease;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.TagState;
import dev.tagfast.ledger.store.MemoryTagLedger;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.report.Outcome;
import dev.tagfast.report.Report;
import dev.tagfast.settings.Settings;
import dev.tagfast.testing.FakeCluster;
import dev.tagfast.testing.FakeRegistry;
import dev.tagfast.testing.MovableClock;
import dev.tagfast.testing.TestSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests what becomes of intents that stay open for a while: the world changes meanwhile, and each
 * is checked against the world as it is right before its effect.
 */
class OwedIntentsTest {
  private static final TagKey TAG = key("registry.example/pizza:2018-05-12");
  private static final Digest A = digest("a");
  private static final Digest B = digest("b");
  private static final PolicyAnswer RESTORING = treat(TagMode.REJECT, true);

  private final FakeRegistry registry = new FakeRegistry(this::runMeanwhile);
  private final FakeCluster cluster = new FakeCluster(() -> {});
  private final MemoryTagLedger ledger = new MemoryTagLedger();
  private final List<Report> told = new ArrayList<>();
  private final MovableClock clock = new MovableClock();
  private PolicyAnswer policy = RESTORING;
  private boolean sinkDown;
  private int requestsUntil;
  private Optional<Runnable> meanwhile = Optional.empty();
  private final PushPipeline process = process(TestSettings.of(Map.of()));

  @BeforeEach
  void theTagWasSeenAndItsRestoreIsOwed() {
    cluster.subscribe(TAG);
    registry.push(TAG, A);
    process.handle(push(TAG, A), false);
    registry.push(TAG, B);
    registry.takesWrites(false);
    assertThatThrownBy(() -> process.handle(push(TAG, B), false))
        .isInstanceOf(TemporaryFailure.class);
    registry.takesWrites(true);
    assertThat(restores()).hasSize(1);
  }

  @Test
  void aRestoreThatIsStillWantedIsDone() {
    reconcile();

    assertThat(registry.shows(TAG)).contains(A);
    assertThat(entry().state()).isEqualTo(TagState.CURRENT);
  }

  static Stream<PolicyAnswer> policiesWithoutRestore() {
    return Stream.of(
        treat(TagMode.REJECT, false),
        treat(TagMode.ALERT, true),
        treat(TagMode.IGNORE, true),
        new PolicyAnswer.Broken("releases", "spec.rules is missing"));
  }

  @ParameterizedTest
  @MethodSource("policiesWithoutRestore")
  void aRestoreThatThePolicyNoLongerAsksForIsNotDone(PolicyAnswer now) {
    policy = now;

    reconcile();
    reconcile();

    assertThat(registry.shows(TAG)).contains(B);
  }

  @Test
  void aRestoreIsDroppedWhenTheRuleIsChangedAndDoesNotComeBackWithTheRule() {
    policy = treat(TagMode.REJECT, false);
    reconcile();
    policy = RESTORING;

    reconcile();

    assertThat(registry.shows(TAG)).contains(B);
    assertThat(restores()).isEmpty();
  }

  @Test
  void aRestoreEndsWithTheCredentialsThatItNeedsAndThatIsToldOnce() {
    PushPipeline unarmed =
        process(TestSettings.of(Map.of("tagfast.registries.unarmed.host", "registry.example")));
    told.clear();

    unarmed.handle(PushEvent.reconcile(TAG), false);
    unarmed.handle(PushEvent.reconcile(TAG), false);
    reconcile();

    assertThat(registry.shows(TAG)).contains(B);
    assertThat(restores()).isEmpty();
    assertThat(told)
        .filteredOn(report -> report.reason() == Reason.RESTORE_UNARMED)
        .singleElement()
        .satisfies(
            report ->
                assertThat(report.detail())
                    .contains("registry.example", "tagfast.registries.<name>.push-credentials"));
  }

  @Test
  void aRestoreIsNotDoneAfterAPersonAcceptedTheOverwrite() {
    ledger.accept(TAG, List.of(new Acceptance(B, Optional.empty())));

    reconcile();

    assertThat(registry.shows(TAG)).contains(B);
    assertThat(entry().accepted().orElseThrow().digest()).isEqualTo(B);
  }

  @Test
  void aRestoreThatAPersonOvertookIsTakenBack() {
    // The person's word is recorded while the registry takes the write of the restore.
    meanwhile(
        3,
        () -> {
          ledger.accept(TAG, List.of(new Acceptance(B, Optional.empty())));
          clock.pass(Duration.ofMinutes(1));
          process.handle(PushEvent.reconcile(TAG), false);
        });
    reconcile();

    reconcile();
    reconcile();

    assertThat(entry().accepted().orElseThrow().digest()).isEqualTo(B);
    assertThat(registry.shows(TAG)).as("what the person accepted").contains(B);
    assertThat(entry().state()).isEqualTo(TagState.CURRENT);
    assertThat(told).filteredOn(r -> r.reason() == Reason.TAG_OVERWRITTEN).hasSize(1);
  }

  @Test
  void aLeaseOfAClockThatIsADayAheadHoldsNothingUp() {
    TagLedger.Versioned stored = ledger.read(TAG).orElseThrow();
    Lease lease = new Lease("another/1", clock.instant().plus(Duration.ofHours(25)));
    ledger.write(
        stored.entry().change().lease(Optional.of(lease)).build(), Optional.of(stored.version()));

    reconcile();

    assertThat(registry.shows(TAG)).contains(A);
  }

  @Test
  void aLeaseThatIsStillGoodIsLeftAlone() {
    TagLedger.Versioned stored = ledger.read(TAG).orElseThrow();
    Lease lease = new Lease("another/1", clock.instant().plus(Duration.ofSeconds(20)));
    ledger.write(
        stored.entry().change().lease(Optional.of(lease)).build(), Optional.of(stored.version()));

    reconcile();

    assertThat(registry.shows(TAG)).contains(B);
  }

  @Test
  void anAlertThatIsOwedDoesNotWaitForTheRegistry() {
    sinkDown = true;
    registry.push(TAG, digest("c"));
    registry.takesWrites(false);
    assertThatThrownBy(() -> process.handle(push(TAG, digest("c")), false))
        .isInstanceOf(TemporaryFailure.class);
    registry.down(true);
    sinkDown = false;
    told.clear();

    assertThatThrownBy(this::reconcile).isInstanceOf(TemporaryFailure.class);

    assertThat(told).extracting(Report::reason).contains(Reason.TAG_OVERWRITTEN);
  }

  @Test
  void anAlertThatIsOwedIsToldAlsoWhenTheTagIsIgnoredNow() {
    sinkDown = true;
    registry.push(TAG, digest("c"));
    registry.takesWrites(false);
    assertThatThrownBy(() -> process.handle(push(TAG, digest("c")), false))
        .isInstanceOf(TemporaryFailure.class);
    sinkDown = false;
    told.clear();
    policy = treat(TagMode.IGNORE, false);

    reconcile();

    assertThat(told).extracting(Report::reason).contains(Reason.TAG_OVERWRITTEN);
  }

  @Test
  void anEventOfAnIgnoredTagIsAcknowledgedBeforeWhatWasOwedIsTold() {
    sinkDown = true;
    reconcile();
    sinkDown = false;
    policy = treat(TagMode.IGNORE, false);
    told.clear();
    List<Integer> toldWhenAcknowledged = new ArrayList<>();

    process.handle(push(TAG, B), (Outcome _) -> toldWhenAcknowledged.add(told.size()));

    assertThat(toldWhenAcknowledged).containsExactly(0);
    assertThat(told).isNotEmpty();
  }

  private PushPipeline process(Settings settings) {
    return Pipelines.pipeline(
        registry, cluster, ledger, (_, _) -> policy, this::tell, settings, clock);
  }

  private void reconcile() {
    process.handle(PushEvent.reconcile(TAG), false);
  }

  private List<String> tell(Report report) {
    if (sinkDown) {
      return List.of("sink");
    }
    told.add(report);
    return List.of();
  }

  private TagEntry entry() {
    return ledger.read(TAG).orElseThrow().entry();
  }

  private List<Intent> restores() {
    return entry().outbox().stream().filter(Intent.Restore.class::isInstance).toList();
  }

  /** Runs something before the nth request to the registry from now on. */
  private void meanwhile(int request, Runnable what) {
    requestsUntil = request;
    meanwhile = Optional.of(what);
  }

  private void runMeanwhile() {
    if (meanwhile.isPresent() && --requestsUntil == 0) {
      Runnable now = meanwhile.get();
      meanwhile = Optional.empty();
      now.run();
    }
  }

  private static PolicyAnswer treat(TagMode mode, boolean restore) {
    return new PolicyAnswer.Treat(new Treatment(mode, true, restore, true, "test"));
  }
}
