package dev.tagfast.model.history;

import java.util.List;

/**
 * Steps in their order. The same history always gives the same result.
 *
 * @param seed what it was generated from, for people
 */
public record History(long seed, List<Step> steps) {
  /** How many instances of Tagfast share the ledger. */
  public static final int INSTANCES = 3;

  /** Copies the list. */
  public History {
    steps = List.copyOf(steps);
  }

  /** A history that a person wrote. */
  public static History of(Step... steps) {
    return new History(0, List.of(steps));
  }

  /** The same with other steps. */
  public History with(List<Step> others) {
    return new History(seed, others);
  }
}
