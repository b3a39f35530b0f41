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
    List<Intent> dropped =
        outbox.stream()
            .sorted(Comparator.comparingInt(OutboxBound::importance))
            .limit(tooMany)
            .toList();
    dropped.forEach(kept::remove);
    return List.copyOf(kept);
  }

  private static int importance(Intent intent) {
    return switch (intent) {
      case Intent.Tell tell -> tell.alert() ? 1 : 0;
      case Intent.Rollout _, Intent.Restore _, Intent.Anchor _ -> 2;
    };
  }
}
