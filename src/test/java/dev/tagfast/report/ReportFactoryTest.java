package dev.tagfast.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.TagEntry;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportFactoryTest {
  private static final Cause CAUSE = new Cause("hub", Optional.empty(), Optional.of("mallory"));

  @Test
  void aRestoreGoesFromWhatOverwroteToWhatIsAccepted() {
    Report restored = of(ReportKind.TAG_RESTORED, Reason.TAG_RESTORED);

    assertThat(restored.from()).contains(Samples.HAWAII);
    assertThat(restored.to()).contains(Samples.FORMAGGI);
  }

  @Test
  void aTagThatIsNotRestoredGoesFromWhatIsAcceptedToWhatItShows() {
    Report notRestored = of(ReportKind.TAG_NOT_RESTORED, Reason.RESTORE_FAILED);

    assertThat(notRestored.from()).contains(Samples.FORMAGGI);
    assertThat(notRestored.to()).contains(Samples.HAWAII);
  }

  private static Report of(ReportKind kind, Reason reason) {
    TagEntry overwritten =
        TagEntry.blank(Samples.KEY, Samples.NOW)
            .change()
            .accept(
                new AcceptedDigest(
                    Samples.FORMAGGI, Provenance.SEEN_AFTER_EVENT, true, Samples.NOW))
            .moved(
                new Move(
                    Optional.of(Samples.FORMAGGI),
                    Optional.of(Samples.HAWAII),
                    Samples.NOW,
                    CAUSE,
                    "TagOverwritten"))
            .build();
    return ReportFactory.ofTag(overwritten, kind, reason, "", CAUSE, Samples.NOW);
  }
}
