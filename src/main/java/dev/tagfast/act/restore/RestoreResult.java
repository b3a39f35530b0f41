package dev.tagfast.act.restore;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.Sentence;
import java.time.Duration;
import java.util.Optional;

/** What became of putting an overwritten tag back. */
public sealed interface RestoreResult {
  /** It is over, one way or the other. */
  record Ended(Reason reason, String detail) implements RestoreResult {
    public Ended {
      detail = Sentence.of(detail);
    }
  }

  /** The registry could not be asked: the intent stays open. */
  record CouldNotAsk(String why, Optional<Duration> retryAfter) implements RestoreResult {}
}
