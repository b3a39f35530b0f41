package dev.tagfast.demo;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A claim about the world, and how to ask the world about it.
 *
 * @param claim in words
 * @param ask asks the registry, the API server or the application
 * @param holds whether an answer bears the claim out
 */
record Check(String claim, Supplier<String> ask, Predicate<String> holds) {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** What came of a check: the last answer, and whether it bore the claim out in time. */
  record Result(boolean held, String answer) {}

  /** The answer is this one. */
  static Check that(String claim, Supplier<String> ask, String expected) {
    return new Check(claim, ask, expected::equals);
  }

  /** The number is this one. */
  static Check count(String claim, Supplier<Number> ask, long expected) {
    return that(claim, () -> Long.toString(ask.get().longValue()), Long.toString(expected));
  }

  /** Asks until it holds, within a bound. */
  Result perform() {
    boolean held = Poll.until(PATIENCE, () -> holds.test(ask.get()));
    try {
      return new Result(held, ask.get());
    } catch (RuntimeException e) {
      return new Result(false, "no answer: " + e.getMessage());
    }
  }
}
