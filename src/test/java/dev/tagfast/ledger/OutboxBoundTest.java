package dev.tagfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutboxBoundTest {
  private static final Cause CAUSE = new Cause("hub", Optional.empty(), Optional.empty());
  private static final Intent ROLLOUT = new Intent.Rollout(Entries.digest(1), CAUSE);
  private static final Intent OLD_ALERT = tell("old", true);
  private static final Intent ALERT = tell("new", true);

  @Test
  void whatAlertsNobodyIsDroppedBeforeAlertsAndTheOldestFirst() {
    Intent note = tell("note", false);
    Intent laterNote = tell("later note", false);
    List<Intent> outbox = List.of(ROLLOUT, OLD_ALERT, note, ALERT, laterNote);

    assertThat(OutboxBound.keep(outbox, 5)).isEqualTo(outbox);
    assertThat(OutboxBound.keep(outbox, 4)).containsExactly(ROLLOUT, OLD_ALERT, ALERT, laterNote);
    assertThat(OutboxBound.keep(outbox, 2)).containsExactly(ROLLOUT, ALERT);
    assertThat(OutboxBound.keep(outbox, 1)).containsExactly(ROLLOUT);
  }

  @Test
  void whatChangesTheWorldIsNeverDropped() {
    Intent restore = new Intent.Restore(Entries.digest(1), Entries.digest(2), CAUSE);
    Intent anchor = new Intent.Anchor(Entries.digest(1), CAUSE);

    assertThat(OutboxBound.keep(List.of(restore, ALERT, ROLLOUT, anchor), 1))
        .containsExactly(restore, ROLLOUT, anchor);
  }

  @Test
  void anEntryKeepsItsAlertsHoweverManyNotesAreOwed() {
    List<Intent> outbox = new ArrayList<>(List.of(OLD_ALERT));
    for (int i = 0; i < TagEntry.MOST_OPEN + 20; i++) {
      outbox.add(tell("note " + i, false));
    }
    TagEntryBuilder entry = Entries.small(Entries.PIZZA).change();
    outbox.forEach(entry::demand);

    assertThat(entry.build().outbox()).hasSize(TagEntry.MOST_OPEN).contains(OLD_ALERT);
  }

  private static Intent tell(String id, boolean alert) {
    return new Intent.Tell(
        id,
        "TAG_OVERWRITTEN",
        Optional.empty(),
        Optional.empty(),
        "TagOverwritten",
        "",
        alert,
        CAUSE);
  }
}
