package dev.tagfast.demo;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A claim about the world, and how to ask the world about it.
 *
 * @param claim in words
 * @param ask asks the registry, the API server, the application or a pod
 * @param holds whether an answer bears the claim out
 * @param patience how long it may take to become true
 */
record Check(String claim, Supplier<String> ask, Predicate<String> holds, Duration patience) {
  Check(String claim, Supplier<String> ask, Predicate<String> holds) {
    this(claim, ask, holds, Duration.ofSeconds(15));
  }

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

  /** The same, where it may take longer or shorter. */
  Check within(Duration other) {
    return new Check(claim, ask, holds, other);
  }

  /** Asks until it holds, within a bound. */
  Result perform() {
    // What was judged is what is shown: a second look could see another moment.
    AtomicReference<String> answer = new AtomicReference<>("no answer");
    boolean held = Poll.until(patience, () -> holds.test(listen(answer)));
    return new Result(held, answer.get());
  }

  private String listen(AtomicReference<String> answer) {
    try {
      answer.set(ask.get());
      return answer.get();
    } catch (RuntimeException e) {
      answer.set("no answer: " + e.getMessage());
      throw e;
    }
  }
}
