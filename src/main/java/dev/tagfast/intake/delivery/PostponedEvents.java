package dev.tagfast.intake.delivery;

import dev.tagfast.pipeline.TemporaryFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What of one request could not be done now. The rest is done nevertheless; then the whole request
 * is to be sent again, and the rest of it changes nothing the second time.
 */
public final class PostponedEvents {
  private final List<TemporaryFailure> all = new ArrayList<>();

  public void add(TemporaryFailure one) {
    all.add(one);
  }

  /** Throws the first, to be tried again when the last of them is worth it. */
  public void throwIfAny() {
    if (!all.isEmpty()) {
      TemporaryFailure first = all.getFirst();
      Duration longest =
          all.stream().map(TemporaryFailure::retryAfter).max(Duration::compareTo).orElseThrow();
      throw new TemporaryFailure(String.valueOf(first.getMessage()), longest, first);
    }
  }
}
