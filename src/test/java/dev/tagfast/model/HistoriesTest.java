package dev.tagfast.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.model.history.History;
import dev.tagfast.model.history.HistoryPrinter;
import dev.tagfast.model.world.Invariant;
import dev.tagfast.model.world.ModelWorld;
import dev.tagfast.model.world.Violation;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random histories of pushes, faults and people. The number is {@code -Dtagfast.histories}, and
 * {@code -Dtagfast.histories.from} is the first seed; {@code make histories} runs a million.
 */
@ExtendWith(Quiet.class)
class HistoriesTest {
  @Test
  void theInvariantsHoldInEveryHistory() {
    long from = Long.getLong("tagfast.histories.from", 0);
    long histories = Long.getLong("tagfast.histories", 10_000);

    Optional<Histories.Broken> broken =
        Histories.firstBroken(from, histories, Histories.NOT_YET_TRUE);

    assertThat(broken.map(HistoriesTest::explained)).as("a history that breaks one").isEmpty();
  }

  private static String explained(Histories.Broken broken) {
    Invariant invariant = broken.violation().invariant();
    History shortest = Shrinker.shrink(broken.history(), invariant, Histories.NOT_YET_TRUE);
    Violation violation =
        ModelWorld.run(shortest, Histories.NOT_YET_TRUE).orElse(broken.violation());
    return "put this into RegressionHistoriesTest:\n"
        + HistoryPrinter.test(shortest, invariant.name(), violation.getMessage());
  }
}
