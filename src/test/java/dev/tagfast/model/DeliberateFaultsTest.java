package dev.tagfast.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.model.history.HistoryGenerator;
import dev.tagfast.model.world.ModelWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The model finds mistakes: with each of these in the core a history breaks an invariant, and the
 * same history holds without it.
 */
@ExtendWith(Quiet.class)
class DeliberateFaultsTest {
  private static final long MOST_HISTORIES = 30_000;

  @TempDir Path folder;

  static List<DeliberateFault> faults() {
    return DeliberateFault.ALL;
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isFound(DeliberateFault fault) throws Exception {
    FaultyCore core = new FaultyCore(fault, folder);

    Optional<Long> seed = Optional.empty();
    long next = 0;
    for (long batch = 50; next < MOST_HISTORIES && seed.isEmpty(); batch *= 2) {
      seed =
          core.broken(next, batch)
              .filter(DeliberateFaultsTest::holdsInTheRightCore)
              .boxed()
              .findFirst();
      next += batch;
    }

    assertThat(seed)
        .as("the seed of a history that breaks an invariant where %s", fault)
        .isPresent();
  }

  private static boolean holdsInTheRightCore(long seed) {
    return ModelWorld.run(HistoryGenerator.history(seed), Set.of()).isEmpty();
  }

  @Test
  void thereAreEnoughOfThem() {
    assertThat(DeliberateFault.ALL).hasSizeGreaterThanOrEqualTo(20);
  }
}
