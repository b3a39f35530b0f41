package dev.tagfast.pipeline;

import static dev.tagfast.testing.Images.digest;
import static dev.tagfast.testing.Images.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.decide.Reason;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.TagEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutionResultTest {
  private static final Cause CAUSE = new Cause("hub", Optional.empty(), Optional.empty());
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
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

  @Test
  void aWorkloadThatIsHeldIsToldOnceAndAgainWhenItIsHeldAnew() {
    TagEntry entry = TagEntry.blank(key("registry.example/pizza:2018-05-12"), NOW);
    List<String> ids = new ArrayList<>();
    for (Reason reason :
        List.of(
            Reason.PERSON_HOLDS,
            Reason.PERSON_HOLDS,
            Reason.ALREADY_PINNED,
            Reason.PERSON_HOLDS,
            Reason.PERSON_HOLDS)) {
      entry = rollOut(entry, reason, ids);
    }

    assertThat(ids).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void eachTimeAWorkloadIsPinnedAgainIsAReportOfItsOwn() {
    TagEntry entry = TagEntry.blank(key("registry.example/pizza:2018-05-12"), NOW);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      entry = rollOut(entry, Reason.ROLLOUT_STARTED, ids);
    }

    assertThat(ids).hasSize(3).doesNotHaveDuplicates();
  }

  private static TagEntry rollOut(TagEntry entry, Reason reason, List<String> ids) {
    ExecutionResult result = new ExecutionResult(entry, CAUSE, NOW);
    result.recordRollouts(
        List.of(
            new RolloutResult(
                new Workload("apps/v1", "Deployment", "shop", "oven", "uid"),
                List.of("oven"),
                reason,
                Optional.of(digest("hawaii")),
                digest("quattro formaggi"),
                "")));
    result.reports().forEach(report -> result.recordDelivery(report, true));
    result.reports().forEach(report -> ids.add(report.id()));
    return result.close(entry);
  }
}
