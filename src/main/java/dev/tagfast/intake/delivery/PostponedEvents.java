package dev.tagfast.intake.delivery;

import dev.tagfast.pipeline.TemporaryFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the events of one request that could not be handled now. The other events are handled.
 * The sender then repeats the whole request, and the handled events change nothing the second time.
 */
public final class PostponedEvents {
  private final List<TemporaryFailure> all = new ArrayList<>();

  public void add(TemporaryFailure one) {
    all.add(one);
  }

  /**
   * Throws the first failure, with the longest retry-after of all.
   *
   * @throws TemporaryFailure if there is one
   */
  public void throwIfAny() {
    if (!all.isEmpty()) {
      TemporaryFailure first = all.getFirst();
      Duration longest =
          all.stream().map(TemporaryFailure::retryAfter).max(Duration::compareTo).orElseThrow();
      throw new TemporaryFailure(String.valueOf(first.getMessage()), longest, first);
    }
  }
}
