package dev.tagfast.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps an outbox within its bound. A sink that is away for long makes reports pile up. What alerts
 * nobody is dropped first, then alerts, and what changes the world last; of each the oldest goes
 * first.
 */
final class OutboxBound {
  private OutboxBound() {}

  static List<Intent> keep(List<Intent> outbox, int most) {
    int tooMany = outbox.size() - most;
    if (tooMany <= 0) {
      return List.copyOf(outbox);
    }
    List<Intent> kept = new ArrayList<>(outbox);
    outbox.stream()
        .filter(Intent.Tell.class::isInstance)
        .map(Intent.Tell.class::cast)
        .sorted(Comparator.comparing(Intent.Tell::alert))
        .limit(tooMany)
        .forEach(kept::remove);
    return List.copyOf(kept);
  }
}
