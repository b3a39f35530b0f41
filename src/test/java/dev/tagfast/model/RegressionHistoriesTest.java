package dev.tagfast.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.model.history.History;
import dev.tagfast.model.history.ModelImage;
import dev.tagfast.model.history.ModelTag;
import dev.tagfast.model.history.Rule;
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

  private static void holds(Step... steps) {
    assertThat(ModelWorld.run(History.of(steps), Set.of())).isEmpty();
  }
}
