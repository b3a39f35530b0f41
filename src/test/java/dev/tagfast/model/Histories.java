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
  static final Set<Invariant> NOT_YET_TRUE =
      EnumSet.of(
          Invariant.UNSEEN_IS_NOT_ROLLED_OUT,
          Invariant.RESTORE_IS_PROVEN,
          Invariant.FIRST_CONTACT_IS_NOT_TRUSTED,
          Invariant.ACCEPTANCE_IS_USED_ONCE,
          Invariant.ROLLOUT_IS_PERMITTED,
          Invariant.RESTORE_IS_PERMITTED,
          Invariant.OUTBOX_IS_EMPTY,
          Invariant.OVERWRITE_IS_TOLD_ONCE,
          Invariant.LEDGER_KNOWS_THE_TAG,
          Invariant.EVENT_IS_RECORDED,
          Invariant.CLAIM_IS_TOLD,
          Invariant.REPORT_ID_MEANS_ONE_THING,
          Invariant.REPORT_IS_NOT_REPEATED);

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
