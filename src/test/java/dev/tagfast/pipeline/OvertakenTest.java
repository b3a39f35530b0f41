package dev.tagfast.pipeline;

import static dev.tagfast.testing.Images.digest;
import static dev.tagfast.testing.Images.key;
import static dev.tagfast.testing.Images.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.store.MemoryTagLedger;
import dev.tagfast.manifest.Manifests;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.report.Outcome;
import dev.tagfast.report.Report;
import dev.tagfast.settings.Mode;
import dev.tagfast.settings.Settings;
import dev.tagfast.testing.FakeCluster;
import dev.tagfast.testing.FakeRegistry;
import dev.tagfast.testing.MovableClock;
import dev.tagfast.testing.TestSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Tests a delivery that is slow between its look at the tag and its write, as in a process that
 * just started. Other deliveries complete meanwhile, so its sighting is out of date.
 */
class OvertakenTest {
  private static final TagKey MOVING = key("registry.example/pizza:today");
  private static final TagKey REJECT = key("registry.example/pizza:2018-05-12");
  private static final Digest QUATTRO_FORMAGGI = digest("quattro formaggi");
  private static final Digest HAWAII = digest("hawaii");

  private final FakeRegistry registry = new FakeRegistry(() -> {});
  private final FakeCluster cluster = new FakeCluster(this::runMeanwhile);
  private final MemoryTagLedger ledger = new MemoryTagLedger();
  private final List<Report> reported = new ArrayList<>();
  private final PushPipeline process = process(Mode.ACT);
  private Optional<Runnable> meanwhile = Optional.empty();

  @Test
  void aCopyThatSawTheOverwriteBeforeItWasRestoredIsNoSecondOverwrite() {
    cluster.subscribe(REJECT);
    registry.push(REJECT, QUATTRO_FORMAGGI);
    process.handle(push(REJECT, QUATTRO_FORMAGGI), false);
    registry.push(REJECT, HAWAII);
    meanwhile = Optional.of(() -> process(Mode.ACT).handle(push(REJECT, HAWAII), false));

    process.handle(push(REJECT, HAWAII), false);

    assertThat(reasons()).containsOnlyOnce(Reason.TAG_OVERWRITTEN, Reason.TAG_RESTORED);
    assertThat(entry(REJECT).restores()).hasSize(1);
    assertThat(registry.shows(REJECT)).contains(QUATTRO_FORMAGGI);
  }

  @Test
  void aCopyThatSawTheTagBeforeItMovedOnDoesNotMoveItBack() {
    cluster.subscribe(MOVING);
    registry.push(MOVING, QUATTRO_FORMAGGI);
    process.handle(push(MOVING, QUATTRO_FORMAGGI), false);
    meanwhile =
        Optional.of(
            () -> {
              registry.push(MOVING, HAWAII);
              process(Mode.ACT).handle(push(MOVING, HAWAII), false);
            });

    process.handle(push(MOVING, QUATTRO_FORMAGGI), false);

    assertThat(entry(MOVING).accepted().orElseThrow().digest()).isEqualTo(HAWAII);
    assertThat(cluster.runs(MOVING)).contains(HAWAII);
  }

  @Test
  void aLateEventOfARebuildThatTheTagNoLongerShowsIsNoOverwrite() {
    byte[] build = Manifests.bytes("buildx-attested-1");
    byte[] rebuild = Manifests.bytes("buildx-attested-2");
    registry.push(REJECT, digest("build"), build);
    process.handle(push(REJECT, digest("build")), false);
    registry.push(REJECT, digest("rebuild"), rebuild);
    registry.push(REJECT, digest("build"), build);

    process.handle(push(REJECT, digest("rebuild")), false);
    process.handle(PushEvent.reconcile(REJECT), false);

    assertThat(reasons()).containsExactly(Reason.FIRST_SEEN);
  }

  @Test
  void aLateEventOfAnotherImageThatTheTagNoLongerShowsIsReported() {
    registry.push(REJECT, QUATTRO_FORMAGGI);
    process.handle(push(REJECT, QUATTRO_FORMAGGI), false);
    registry.push(REJECT, HAWAII);
    registry.push(REJECT, QUATTRO_FORMAGGI);

    process.handle(push(REJECT, HAWAII), false);
    process.handle(PushEvent.reconcile(REJECT), false);

    assertThat(reasons()).containsExactly(Reason.FIRST_SEEN, Reason.OVERWRITE_CLAIMED);
  }

  @Test
  void whatIsOwedFromModeActIsNotDoneInModeObserve() {
    registry.push(REJECT, QUATTRO_FORMAGGI);
    process.handle(push(REJECT, QUATTRO_FORMAGGI), false);
    registry.push(REJECT, HAWAII);
    registry.takesWrites(false);
    assertThat(failsTemporarily(() -> process.handle(push(REJECT, HAWAII), false))).isTrue();
    registry.takesWrites(true);

    process(Mode.OBSERVE).handle(push(REJECT, HAWAII), false);
    assertThat(registry.shows(REJECT)).as("observe writes to no registry").contains(HAWAII);

    process.handle(push(REJECT, HAWAII), false);
    assertThat(registry.shows(REJECT)).as("act finishes it").contains(QUATTRO_FORMAGGI);
  }

  @Test
  void nobodyIsMovedFromADigestThatRunsToOneThatIsGone() {
    cluster.subscribe(REJECT);
    registry.push(REJECT, QUATTRO_FORMAGGI);
    process.handle(push(REJECT, QUATTRO_FORMAGGI), false);
    cluster.bring(
        cluster.following(REJECT),
        REJECT,
        HAWAII,
        new Cause("a person", Optional.empty(), Optional.empty()),
        false);
    registry.push(REJECT, digest("funghi"));
    registry.collect(QUATTRO_FORMAGGI);

    process.handle(push(REJECT, digest("funghi")), false);

    assertThat(cluster.runs(REJECT)).contains(HAWAII);
    assertThat(reasons()).contains(Reason.ACCEPTED_DIGEST_GONE);
  }

  @Test
  void whenADeliveryMayBeAcknowledgedItOwesAllAndHasDoneNothing() {
    cluster.subscribe(MOVING);
    registry.push(MOVING, HAWAII);
    List<Outcome> acknowledged = new ArrayList<>();

    process.handle(
        push(MOVING, HAWAII),
        soFar -> {
          acknowledged.add(soFar);
          assertThat(entry(MOVING).outbox())
              .hasAtLeastOneElementOfType(Intent.Rollout.class)
              .hasAtLeastOneElementOfType(Intent.Tell.class);
          assertThat(cluster.patches()).isEmpty();
          assertThat(reported).isEmpty();
        });

    assertThat(acknowledged)
        .singleElement()
        .satisfies(soFar -> assertThat(soFar.reason()).contains(Reason.FIRST_SEEN));
    assertThat(cluster.runs(MOVING)).contains(HAWAII);
    assertThat(entry(MOVING).outbox()).isEmpty();
  }

  private static boolean failsTemporarily(Runnable step) {
    try {
      step.run();
      return false;
    } catch (TemporaryFailure _) {
      return true;
    }
  }

  private List<Reason> reasons() {
    return reported.stream().map(Report::reason).toList();
  }

  private TagEntry entry(TagKey key) {
    return ledger.read(key).orElseThrow().entry();
  }

  private void runMeanwhile() {
    Optional<Runnable> now = meanwhile;
    meanwhile = Optional.empty();
    now.ifPresent(Runnable::run);
  }

  private PushPipeline process(Mode mode) {
    Settings settings =
        TestSettings.of(
            Map.of(
                "tagfast.mode",
                mode.name().toLowerCase(Locale.ROOT),
                "tagfast.resolve.pause",
                "0s"));
    return Pipelines.pipeline(
        registry,
        cluster,
        ledger,
        (key, _) ->
            new PolicyAnswer.Treat(
                new Treatment(
                    key.equals(REJECT) ? TagMode.REJECT : TagMode.MOVING,
                    true,
                    true,
                    false,
                    "test")),
        report -> {
          reported.add(report);
          return List.of();
        },
        settings,
        new MovableClock());
  }
}
