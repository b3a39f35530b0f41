package dev.tagfast.intake;

import dev.tagfast.NotNow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What of one request could not be done now. The rest is done nevertheless; then the whole request
 * is to be sent again, and the rest of it changes nothing the second time.
 */
final class Postponed {
  private final List<NotNow> all = new ArrayList<>();

  void add(NotNow one) {
    all.add(one);
  }

  /** Throws the first, to be tried again when the last of them is worth it. */
  void throwIfAny() {
    if (!all.isEmpty()) {
      NotNow first = all.getFirst();
      Duration longest =
          all.stream().map(NotNow::retryAfter).max(Duration::compareTo).orElseThrow();
      throw new NotNow(String.valueOf(first.getMessage()), longest, first);
    }
  }
}
