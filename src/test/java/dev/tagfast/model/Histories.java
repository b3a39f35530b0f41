package dev.tagfast.model;

import dev.tagfast.model.history.History;
import dev.tagfast.model.history.HistoryGenerator;
import dev.tagfast.model.world.Invariant;
import dev.tagfast.model.world.ModelWorld;
import dev.tagfast.model.world.Violation;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** Runs many histories, on all cores. */
final class Histories {
  /** What the core does not do yet. */
  static final Set<Invariant> NOT_YET_TRUE = EnumSet.noneOf(Invariant.class);

  /** A history that breaks an invariant. */
  record Broken(History history, Violation violation) {}

  private Histories() {}

  /** One of so many histories, from this seed on, that breaks an invariant. */
  static Optional<Broken> firstBroken(long from, long histories, Set<Invariant> notChecked) {
    return LongStream.range(from, from + histories)
        .parallel()
        .mapToObj(HistoryGenerator::history)
        .flatMap(
            history ->
                ModelWorld.run(history, notChecked)
                    .map(violation -> new Broken(history, violation))
                    .stream())
        .findAny();
  }

  /**
   * The seeds of histories that break any invariant. For {@link DeliberateFaultsTest}, which calls
   * it in classes of another loader.
   */
  static long[] broken(long from, long histories) {
    return LongStream.range(from, from + histories)
        .parallel()
        .filter(seed -> ModelWorld.run(HistoryGenerator.history(seed), Set.of()).isPresent())
        .toArray();
  }
}
