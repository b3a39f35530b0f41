package dev.tagfast.model;

import java.util.List;

/**
 * Steps in their order. The same history always gives the same result.
 *
 * @param seed what it was generated from, for people
 */
record History(long seed, List<Step> steps) {
  History {
    steps = List.copyOf(steps);
  }

  static History of(Step... steps) {
    return new History(0, List.of(steps));
  }

  History with(List<Step> others) {
    return new History(seed, others);
  }
}
