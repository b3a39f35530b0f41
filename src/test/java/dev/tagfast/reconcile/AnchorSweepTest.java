package dev.tagfast.reconcile;

import static dev.tagfast.testing.Images.digest;
import static dev.tagfast.testing.Images.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.drift.RunningPod;
import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.KeptDigest;
import dev.tagfast.pipeline.TemporaryFailure;
import dev.tagfast.policy.AttestationRule;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.settings.Settings;
import dev.tagfast.testing.DeadlyLedger;
import dev.tagfast.testing.FakeRegistry;
import dev.tagfast.testing.Images;
import dev.tagfast.testing.TestSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests when a digest gets an anchor, and when it loses it, by faults at every place. */
class AnchorSweepTest {
  private static final TagKey MOVING = key("registry.example/pizza:today");
  private static final TagKey OTHER = key("registry.example/pizza:edge");
  private static final TagKey PROTECTED = key("registry.example/pizza:2018-05-12");
  private static final Digest FIRST = digest("margherita");
  private static final Digest SECOND = digest("salami");
  private static final Optional<String> OWNER = Optional.of("kitchen");

  private final FakeRegistry registry = new FakeRegistry(() -> {});
  private KeepingWorld<FakeRegistry> world = new KeepingWorld<>(registry, settings("true"), OWNER);

  @Test
  void theAnchorStandsBeforeTheWorkloadIsPatched() {
    List<Optional<Digest>> shownAtPatch = new ArrayList<>();
    world =
        new KeepingWorld<>(
            registry,
            settings("true"),
            OWNER,
            KeepingWorld.byClass(),
            () -> shownAtPatch.add(registry.shows(anchor(FIRST))));
    world.cluster.subscribe(MOVING);

    push(MOVING, FIRST);

    assertThat(world.cluster.runs(MOVING)).contains(FIRST);
    assertThat(shownAtPatch).last().isEqualTo(Optional.of(FIRST));
  }

  @Test
  void aRegistryThatTakesNoWritesHoldsNoRolloutBackAndTheAnchorIsPutLater() {
    world.cluster.subscribe(MOVING);
    registry.takesWrites(false);

    push(MOVING, FIRST);

    assertThat(world.cluster.runs(MOVING)).contains(FIRST);
    assertThat(world.entry(MOVING).owesAnchor(FIRST)).isTrue();
    registry.takesWrites(true);
    world.reconcile();
    assertThat(registry.shows(anchor(FIRST))).contains(FIRST);
    assertThat(world.entry(MOVING).owesAnchor(FIRST)).isFalse();
  }

  @Test
  void anAnchorThatIsOwedStaysOwedWhenTheTagMovesOn() {
    world.cluster.subscribe(MOVING);
    registry.takesWrites(false);
    push(MOVING, FIRST);

    push(MOVING, SECOND);
    registry.takesWrites(true);
    world.reconcile();

    assertThat(registry.shows(anchor(FIRST))).contains(FIRST);
    assertThat(registry.shows(anchor(SECOND))).contains(SECOND);
  }

  @Test
  void whatNothingRunsAnyMoreStaysForTheGracePeriodAndNotLonger() {
    world.cluster.subscribe(MOVING);
    push(MOVING, FIRST);
    push(MOVING, SECOND);

    world.days(7);
    assertThat(registry.shows(anchor(FIRST))).as("for rollout undo").contains(FIRST);
    world.days(1);

    assertThat(registry.shows(anchor(FIRST))).isEmpty();
    assertThat(registry.shows(anchor(SECOND))).contains(SECOND);
    assertThat(world.entry(MOVING).kept()).extracting(KeptDigest::digest).containsExactly(SECOND);
  }

  @Test
  void whatIsBackInTimeIsKeptOn() {
    world.cluster.subscribe(MOVING);
    push(MOVING, FIRST);
    push(MOVING, SECOND);
    world.days(5);

    push(MOVING, FIRST);
    world.days(4);

    assertThat(registry.shows(anchor(FIRST))).contains(FIRST);
    assertThat(registry.shows(anchor(SECOND))).as("unused for four days").contains(SECOND);
  }

  @Test
  void oneAnchorServesTwoTagsAndGoesWithTheLast() {
    world.cluster.subscribe(MOVING);
    world.cluster.subscribe(OTHER);
    push(MOVING, FIRST);
    push(OTHER, FIRST);
    push(MOVING, SECOND);

    world.days(9);
    assertThat(registry.shows(anchor(FIRST))).contains(FIRST);
    world.cluster.delete(OTHER);
    world.days(9);

    assertThat(registry.shows(anchor(FIRST))).isEmpty();
    assertThat(world.entry(OTHER).keepsNothing()).isTrue();
  }

  @Test
  void whatAPodStillRunsStays() {
    world.cluster.subscribe(MOVING);
    push(MOVING, FIRST);
    push(MOVING, SECOND);
    world.pods(
        _ ->
            List.of(
                new RunningPod(
                    "old", "node", Optional.empty(), Optional.empty(), Map.of("app", FIRST))));

    world.days(20);

    assertThat(registry.shows(anchor(FIRST))).contains(FIRST);
  }

  @Test
  void anAnchorThatSomebodyDeletedIsPutAgain() {
    world.cluster.subscribe(MOVING);
    push(MOVING, FIRST);
    registry.delete(anchor(FIRST));

    world.days(1);

    assertThat(registry.shows(anchor(FIRST))).contains(FIRST);
  }

  @Test
  void whatNobodyOwnsIsNeverRemoved() {
    world = new KeepingWorld<>(registry, settings("true"), Optional.empty());
    world.cluster.subscribe(MOVING);
    push(MOVING, FIRST);
    push(MOVING, SECOND);

    world.days(30);

    assertThat(registry.shows(anchor(FIRST))).contains(FIRST);
  }

  @Test
  void twoInstallationsKeepEachTheirOwn() {
    KeepingWorld<FakeRegistry> second =
        new KeepingWorld<>(registry, settings("true"), Optional.of("cellar"));
    world.cluster.subscribe(MOVING);
    second.cluster.subscribe(MOVING);
    push(MOVING, FIRST);
    second.pipeline().handle(Images.push(MOVING, FIRST), false);
    world.cluster.delete(MOVING);

    world.days(9);

    assertThat(registry.shows(anchor(FIRST))).isEmpty();
    assertThat(registry.shows(second.anchor(MOVING, FIRST))).contains(FIRST);
  }

  @Test
  void whereTheRegistryRefusesTheRolloutGoesOnAndItIsAskedAgainTomorrow() {
    world.cluster.subscribe(MOVING);
    registry.refusesWrites(Optional.of("answered 403"));

    push(MOVING, FIRST);

    assertThat(world.cluster.runs(MOVING)).contains(FIRST);
    assertThat(world.entry(MOVING).kept(FIRST).orElseThrow().refused()).contains("answered 403");
    int asked = registry.requests();
    world.reconcile();
    assertThat(registry.requests() - asked).as("a look at the tag alone").isEqualTo(1);
    registry.refusesWrites(Optional.empty());
    world.days(1);
    assertThat(registry.shows(anchor(FIRST))).contains(FIRST);
  }

  @Test
  void oneThatIsAcceptedAgainWhileItsAnchorIsRemovedGetsItBack() {
    world.cluster.subscribe(MOVING);
    push(MOVING, FIRST);
    push(MOVING, SECOND);
    world.days(7);
    registry.beforeRemoval(
        () -> {
          registry.beforeRemoval(() -> {});
          push(MOVING, FIRST);
        });

    world.days(1);

    assertThat(world.cluster.runs(MOVING)).contains(FIRST);
    assertThat(registry.shows(anchor(FIRST))).contains(FIRST);
  }

  @Test
  void aProcessThatIsKilledAnywhereKeepsWhatRunsAndRemovesTheRest() {
    for (int kill = 0; kill < 60; kill++) {
      int[] left = {Integer.MAX_VALUE};
      Runnable perhapsDie =
          () -> {
            if (left[0]-- == 0) {
              throw new Killed();
            }
          };
      FakeRegistry fragile = new FakeRegistry(perhapsDie);
      KeepingWorld<FakeRegistry> here =
          new KeepingWorld<>(fragile, settings("true"), OWNER, KeepingWorld.byClass(), perhapsDie);
      here.cluster.subscribe(MOVING);
      OwnedLedger store = new OwnedLedger(here.store, OWNER);
      here.startAnew(new DeadlyLedger(store, perhapsDie));
      left[0] = kill;
      for (Digest next : List.of(FIRST, SECOND)) {
        fragile.push(MOVING, next);
        survives(() -> here.pipeline().handle(Images.push(MOVING, next), false));
        survives(here::reconcile);
      }
      left[0] = kill / 2;
      for (int day = 0; day < 12; day++) {
        survives(() -> here.days(1));
      }
      left[0] = Integer.MAX_VALUE;
      here.startAnew(store);
      here.days(10);

      assertThat(here.cluster.runs(MOVING)).as("killed at %d", kill).contains(SECOND);
      assertThat(fragile.shows(here.anchor(MOVING, SECOND))).as("killed at %d", kill).isPresent();
      assertThat(fragile.shows(here.anchor(MOVING, FIRST))).as("killed at %d", kill).isEmpty();
    }
  }

  @Test
  void autoKeepsWhatAMoveEndangers() {
    world = new KeepingWorld<>(registry, settings("auto"), OWNER);
    world.cluster.subscribe(MOVING);
    world.cluster.subscribe(PROTECTED);

    push(MOVING, FIRST);
    push(PROTECTED, SECOND);

    assertThat(registry.shows(anchor(FIRST))).as("its tag moves").contains(FIRST);
    assertThat(registry.shows(anchor(SECOND))).as("its tag should not").isEmpty();
  }

  @Test
  void autoKeepsEverythingOnceTheRegistryWasSeenToDropSomething() {
    world = new KeepingWorld<>(registry, settings("auto"), OWNER);
    world.cluster.subscribe(PROTECTED);
    TagKey elsewhere = key("registry.example/pasta:2018-05-12");
    push(elsewhere, FIRST);
    push(PROTECTED, SECOND);
    registry.collect(FIRST);
    push(elsewhere, digest("overwrite"));

    world.reconcile();

    assertThat(registry.shows(anchor(SECOND))).contains(SECOND);
  }

  @Test
  void autoKeepsNothingOnceTheRegistryWasSeenToKeepWhatATagLeft() {
    world = new KeepingWorld<>(registry, settings("auto"), OWNER);
    world.cluster.subscribe(MOVING);
    push(PROTECTED, FIRST);
    push(PROTECTED, digest("overwrite"));

    push(MOVING, SECOND);

    assertThat(registry.shows(anchor(SECOND))).isEmpty();
  }

  @Test
  void aRuleKeepsWhereTheSettingDoesNotAndOnceItIsGoneTheAnchorsGoToo() {
    boolean[] keep = {true};
    world =
        new KeepingWorld<>(
            registry,
            settings("false"),
            OWNER,
            (_, _) ->
                new PolicyAnswer.Treat(
                    new Treatment(
                        TagMode.MOVING,
                        true,
                        false,
                        false,
                        keep[0],
                        AttestationRule.SAME_IMAGE,
                        "test/keep")),
            () -> {});
    world.cluster.subscribe(MOVING);

    push(MOVING, FIRST);
    assertThat(registry.shows(anchor(FIRST))).contains(FIRST);
    keep[0] = false;
    world.days(9);

    assertThat(registry.shows(anchor(FIRST))).isEmpty();
  }

  @Test
  void whatRunsWhenTheSettingIsSwitchedOnIsKeptByTheNextReconcile() {
    KeepingWorld<FakeRegistry> before = new KeepingWorld<>(registry, settings("false"), OWNER);
    before.cluster.subscribe(MOVING);
    registry.push(MOVING, FIRST);
    before.pipeline().handle(Images.push(MOVING, FIRST), false);
    assertThat(registry.shows(anchor(FIRST))).isEmpty();

    before.settings(settings("true"));
    before.reconcile();

    assertThat(registry.shows(anchor(FIRST))).contains(FIRST);
  }

  @Test
  void modeObserveWritesNothingToTheRegistry() {
    world = new KeepingWorld<>(registry, settings("true", "observe"), OWNER);
    world.cluster.subscribe(MOVING);

    push(MOVING, FIRST);
    world.days(2);

    assertThat(registry.shows(anchor(FIRST))).isEmpty();
  }

  @Test
  void itsOwnEventCostsTheRegistryNothing() {
    world.cluster.subscribe(MOVING);
    push(MOVING, FIRST);
    int asked = registry.requests();

    world.pipeline().handle(Images.push(anchor(FIRST), FIRST), false);

    assertThat(registry.requests()).isEqualTo(asked);
    assertThat(world.store.read(anchor(FIRST))).isEmpty();
  }

  private void push(TagKey key, Digest digest) {
    registry.push(key, digest);
    try {
      world.pipeline().handle(Images.push(key, digest), false);
    } catch (TemporaryFailure e) {
      // Its sender comes again; the test looks at what stands until then.
    }
  }

  private TagKey anchor(Digest digest) {
    return world.anchor(MOVING, digest);
  }

  private static void survives(Runnable work) {
    try {
      work.run();
    } catch (Killed | TemporaryFailure e) {
      // The next process goes on.
    }
  }

  private static Settings settings(String anchors) {
    return settings(anchors, "act");
  }

  private static Settings settings(String anchors, String mode) {
    Map<String, String> all = new HashMap<>();
    all.put("tagfast.mode", mode);
    all.put("tagfast.resolve.pause", "0s");
    all.put("tagfast.reconcile.at-most-every", "0s");
    all.put("tagfast.registries.fake.anchors", anchors);
    return TestSettings.of(all);
  }

  /** The process ends here. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }
}
