package dev.tagfast.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.model.history.History;
import dev.tagfast.model.history.ModelImage;
import dev.tagfast.model.history.ModelTag;
import dev.tagfast.model.history.Rule;
import dev.tagfast.model.history.Service;
import dev.tagfast.model.history.Step;
import dev.tagfast.model.world.ModelWorld;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Histories that once broke an invariant, as {@link HistoriesTest} printed them. */
@ExtendWith(Quiet.class)
class RegressionHistoriesTest {
  /** Found while the model was written: an owed restore that was done is no delay. */
  @Test
  void aRestoreThatAnotherInstanceClosesIsNoDelay() {
    holds(
        new Step.RuleBecomes(ModelTag.TOOL, Rule.RESTORE),
        new Step.Apply(ModelTag.TOOL, 0),
        new Step.Push(ModelTag.TOOL, ModelImage.A),
        new Step.Arrives(ModelTag.TOOL, ModelImage.A, 1, 2, false),
        new Step.Push(ModelTag.TOOL, ModelImage.C),
        new Step.During(new Step.Reconcile(1), 12, Step.Fault.DIES_AFTER),
        new Step.Reconcile(0));
  }

  /** Seed 30940: a person accepted the overwrite while the restore that undid it was owed. */
  @Test
  void aRestoreThatIsDoneAndNoLongerWantedIsRecorded() {
    holds(
        new Step.RuleBecomes(ModelTag.TOOL, Rule.RESTORE),
        new Step.Push(ModelTag.TOOL, ModelImage.D),
        new Step.Arrives(ModelTag.TOOL, ModelImage.D, 4, 0, false),
        new Step.Push(ModelTag.TOOL, ModelImage.B),
        new Step.During(new Step.ArrivesBare(ModelTag.TOOL, 0, 1), 13, Step.Fault.ANSWER_LOST),
        new Step.Accept(ModelTag.TOOL, ModelImage.B, 600));
  }

  /** Seed 50339: an event that names no digest is no second witness. */
  @Test
  void anEventWithoutADigestDoesNotSettleWhatAPinSpeaksAgainst() {
    holds(
        new Step.Pin(ModelTag.RELEASE, 0, ModelImage.A),
        new Step.Push(ModelTag.RELEASE, ModelImage.A),
        new Step.Reconcile(2),
        new Step.Arrives(ModelTag.RELEASE, ModelImage.C, 0, 1, false),
        new Step.Push(ModelTag.RELEASE, ModelImage.C),
        new Step.ArrivesBare(ModelTag.RELEASE, 10, 1));
  }

  /** Seed 101556: the tag showed another image since the unproven one was accepted. */
  @Test
  void anUnprovenDigestIsNotProvenAfterTheTagShowedAnother() {
    holds(
        new Step.Apply(ModelTag.RELEASE, 0),
        new Step.Push(ModelTag.RELEASE, ModelImage.C),
        new Step.Reconcile(0),
        new Step.Push(ModelTag.RELEASE, ModelImage.D),
        new Step.Arrives(ModelTag.RELEASE, ModelImage.D, 12, 1, true),
        new Step.Push(ModelTag.RELEASE, ModelImage.C),
        new Step.Arrives(ModelTag.RELEASE, ModelImage.D, 12, 0, false),
        new Step.Arrives(ModelTag.RELEASE, ModelImage.C, 10, 2, false));
  }

  /** Seed 156172: the manifest of a claim was collected after the deletion was told. */
  @Test
  void aClaimThatTheDeletionDidNotNameIsTold() {
    holds(
        new Step.Push(ModelTag.RELEASE, ModelImage.B),
        new Step.Arrives(ModelTag.RELEASE, ModelImage.B, 3, 2, false),
        new Step.Push(ModelTag.RELEASE, ModelImage.D),
        new Step.Push(ModelTag.RELEASE, ModelImage.C),
        new Step.Arrives(ModelTag.RELEASE, ModelImage.D, 0, 0, false),
        new Step.Delete(ModelTag.RELEASE),
        new Step.DeleteArrives(ModelTag.RELEASE, 1),
        new Step.Collect(ModelImage.D),
        new Step.During(
            new Step.Arrives(ModelTag.RELEASE, ModelImage.C, 8, 0, false),
            6,
            new Step.Reconcile(1)),
        new Step.Push(ModelTag.RELEASE, ModelImage.C));
  }

  /** Seed 5153: what a process began and could not tell was replaced before anybody looked. */
  @Test
  void aRolloutIsToldAlsoIfItsDigestWasTakenAwayBeforeTheNextLook() {
    holds(
        new Step.Apply(ModelTag.RELEASE, 0),
        new Step.Push(ModelTag.RELEASE, ModelImage.C),
        new Step.During(
            new Step.Arrives(ModelTag.RELEASE, ModelImage.C, 2, 2, false),
            10,
            Step.Fault.DIES_BEFORE),
        new Step.Apply(ModelTag.RELEASE, 0),
        new Step.Delete(ModelTag.RELEASE),
        new Step.DeleteArrives(ModelTag.RELEASE, 2));
  }

  /** Seed 16062: two rollouts to one digest in the same moment were told as one. */
  @Test
  void twoRolloutsToOneDigestAreTwo() {
    holds(
        new Step.RuleBecomes(ModelTag.RELEASE, Rule.MOVING),
        new Step.Pin(ModelTag.RELEASE, 0, ModelImage.B),
        new Step.Push(ModelTag.RELEASE, ModelImage.D),
        new Step.Reconcile(1),
        new Step.Push(ModelTag.RELEASE, ModelImage.C),
        new Step.During(
            new Step.Arrives(ModelTag.RELEASE, ModelImage.C, 4, 0, true),
            10,
            Step.Fault.DIES_BEFORE),
        new Step.Apply(ModelTag.RELEASE, 0),
        new Step.Reconcile(0));
  }

  /**
   * Seed 44363: while the registry was away, the rest was rolled out and the beginning forgotten.
   */
  @Test
  void aRolloutOfAnEarlierAttemptIsToldAlsoIfTheRestIsDoneWithoutALook() {
    holds(
        new Step.Apply(ModelTag.RELEASE, 0),
        new Step.Apply(ModelTag.RELEASE, 1),
        new Step.Push(ModelTag.RELEASE, ModelImage.A),
        new Step.During(new Step.Reconcile(1), 11, Step.Fault.DIES_BEFORE),
        new Step.Trouble(Service.REGISTRY, ModelTag.RELEASE),
        new Step.During(new Step.Reconcile(1), 2, new Step.TimePasses(40)));
  }

  /** Seed 524414: a rollout to a digest that is gone was owed for ever. */
  @Test
  void aRolloutToWhatIsGoneIsNotOwedForEver() {
    holds(
        new Step.Apply(ModelTag.RELEASE, 0),
        new Step.Push(ModelTag.RELEASE, ModelImage.A),
        new Step.During(
            new Step.Arrives(ModelTag.RELEASE, ModelImage.A, 5, 1, false),
            4,
            new Step.RuleBecomes(ModelTag.RELEASE, Rule.IGNORE)),
        new Step.Delete(ModelTag.RELEASE),
        new Step.Collect(ModelImage.A),
        new Step.RuleBecomes(ModelTag.RELEASE, Rule.INVALID),
        new Step.Push(ModelTag.RELEASE, ModelImage.B));
  }

  /** Seed 578926: every earlier claim speaks against a digest, not the first alone. */
  @Test
  void aSecondClaimSpeaksAgainstADigestToo() {
    holds(
        new Step.Apply(ModelTag.RELEASE, 0),
        new Step.Push(ModelTag.RELEASE, ModelImage.B),
        new Step.Reconcile(0),
        new Step.Delete(ModelTag.RELEASE),
        new Step.Arrives(ModelTag.RELEASE, ModelImage.B, 0, 0, false),
        new Step.Arrives(ModelTag.RELEASE, ModelImage.D, 1, 1, true),
        new Step.Push(ModelTag.RELEASE, ModelImage.B));
  }

  /** A process whose clock is ahead forgot that an approval was used. */
  @Test
  void aUsedApprovalIsRememberedByAllClocks() {
    holds(
        new Step.RuleBecomes(ModelTag.TOOL, Rule.ALERT),
        new Step.ClockDiffers(0, 300),
        new Step.Approve(ModelTag.TOOL, ModelImage.D, 30),
        new Step.Push(ModelTag.TOOL, ModelImage.D),
        new Step.Reconcile(1),
        new Step.Push(ModelTag.TOOL, ModelImage.C),
        new Step.Arrives(ModelTag.TOOL, ModelImage.C, 10, 0, false),
        new Step.Push(ModelTag.TOOL, ModelImage.D),
        new Step.Arrives(ModelTag.TOOL, ModelImage.A, 5, 1, true));
  }

  private static void holds(Step... steps) {
    assertThat(ModelWorld.run(History.of(steps), Set.of())).isEmpty();
  }
}
