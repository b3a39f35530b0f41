package dev.tagfast.pipeline;

import static dev.tagfast.testing.Images.digest;
import static dev.tagfast.testing.Images.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.decide.Reason;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.TagEntry;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutionResultTest {
  private static final Cause CAUSE = new Cause("hub", Optional.empty(), Optional.empty());
  private static final Intent.Restore RESTORE =
      new Intent.Restore(digest("quattro formaggi"), digest("hawaii"), CAUSE);

  @Test
  void aPushThatOvertookARestoreIsLookedAtAlsoIfItsEventIsLost() {
    Instant now = Instant.parse("2026-11-24T10:00:00Z");
    TagEntry entry =
        TagEntry.blank(key("registry.example/pizza:2018-05-12"), now)
            .change()
            .demand(RESTORE)
            .build();
    ExecutionResult result = new ExecutionResult(entry, CAUSE, now);

    result.recordRestore(RESTORE, Reason.RESTORE_OVERTAKEN, "");

    TagEntry closed = result.close(entry);
    assertThat(closed.outbox()).isEmpty();
    assertThat(closed.isUnfinished()).isTrue();
    assertThat(result.reports()).isEmpty();
  }
}
