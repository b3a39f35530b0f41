package dev.tagfast.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.model.history.History;
import dev.tagfast.model.history.HistoryPrinter;
import dev.tagfast.model.history.ModelImage;
import dev.tagfast.model.history.ModelTag;
import dev.tagfast.model.history.Rule;
import dev.tagfast.model.history.Service;
import dev.tagfast.model.history.Step;
import org.junit.jupiter.api.Test;

class HistoryPrinterTest {
  @Test
  void printsATestThatCanBePasted() {
    History history =
        History.of(
            new Step.RuleBecomes(ModelTag.TOOL, Rule.INVALID),
            new Step.GoesDown(Service.API_SERVER),
            new Step.During(
                new Step.Arrives(ModelTag.TOOL, ModelImage.A, 1, 2, false),
                3,
                Step.Fault.DIES_AFTER));

    assertThat(HistoryPrinter.test(history, "OUTBOX_IS_EMPTY", "something is owed"))
        .isEqualTo(
            """
              /** Seed 0. something is owed */
              @Test
              void outboxIsEmpty() {
                holds(
                    new Step.RuleBecomes(ModelTag.TOOL, Rule.INVALID),
                    new Step.GoesDown(Service.API_SERVER),
                    new Step.During(new Step.Arrives(ModelTag.TOOL, ModelImage.A, 1, 2, false), 3, Step.Fault.DIES_AFTER));
              }
            """);
  }
}
