package dev.tagfast.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.KnownManifest;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.manifest.BuildInfo;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.manifest.ManifestKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportFactoryTest {
  private static final Cause CAUSE = new Cause("hub", Optional.empty(), Optional.of("mallory"));

  private static final Situation NOBODY =
      new Situation(true, false, Optional.of(Samples.HAWAII), Optional.of(List.of()));

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

  @Test
  void aReportCarriesWhatWasReadOfEachImage() {
    Report notRestored = of(ReportKind.TAG_NOT_RESTORED, Reason.RESTORE_FAILED);
    Report restored = of(ReportKind.TAG_RESTORED, Reason.TAG_RESTORED);

    assertThat(notRestored.fromImage().map(ManifestFacts::kind)).contains(ManifestKind.INDEX);
    assertThat(notRestored.toImage().map(ManifestFacts::kind)).contains(ManifestKind.CHART);
    assertThat(restored.fromImage()).isEqualTo(notRestored.toImage());
    assertThat(restored.toImage()).isEqualTo(notRestored.fromImage());
  }

  @Test
  void aDemandedReportCarriesThemTooHoweverLateItIsTold() {
    Report notRestored = of(ReportKind.TAG_NOT_RESTORED, Reason.RESTORE_FAILED);

    Report again =
        ReportFactory.demanded(overwritten(), ReportFactory.owed(notRestored), NOBODY, Samples.NOW);

    assertThat(again.fromImage()).isEqualTo(notRestored.fromImage()).isPresent();
    assertThat(again.toImage()).isEqualTo(notRestored.toImage()).isPresent();
  }

  @Test
  void aRolloutCarriesWhatIsKnownOfBoth() {
    RolloutResult started =
        new RolloutResult(
            Samples.SHOP,
            List.of("web"),
            Reason.ROLLOUT_STARTED,
            Optional.of(Samples.FORMAGGI),
            Samples.HAWAII,
            "");

    Report report =
        ReportFactory.ofRollout(overwritten(), started, CAUSE, Samples.NOW).orElseThrow();

    assertThat(report.fromImage().map(ManifestFacts::kind)).contains(ManifestKind.INDEX);
    assertThat(report.toImage().map(ManifestFacts::kind)).contains(ManifestKind.CHART);
  }

  @Test
  void anOverwriteSaysAlsoWhatTheRegistryDidWithTheAcceptedManifest() {
    assertThat(
            detail(ReportKind.TAG_OVERWRITTEN, Reason.TAG_OVERWRITTEN, "This registry drops it."))
        .isEqualTo(
            "Rejected: no workload is brought to it. No workload follows it. This registry drops it.");
    assertThat(detail(ReportKind.TAG_OVERWRITTEN, Reason.TAG_OVERWRITTEN, ""))
        .isEqualTo("Rejected: no workload is brought to it. No workload follows it.");
  }

  @Test
  void whatIsHeldBecauseNothingCanRunItStaysOnTheAcceptedDigest() {
    assertThat(detail(ReportKind.TAG_HELD, Reason.NOT_RUNNABLE, "It shows a chart."))
        .isEqualTo("It shows a chart. It is rolled out to nobody. No workload follows it.");
  }

  @Test
  void whatIsLostSaysWhyInItsFirstReport() {
    assertThat(detail(ReportKind.TAG_NOT_RESTORED, Reason.ACCEPTED_DIGEST_GONE, "It is dropped."))
        .isEqualTo("It is dropped.");
  }

  private static String detail(ReportKind kind, Reason reason, String detail) {
    Intent.Tell tell =
        new Intent.Tell(
            "id",
            kind.name(),
            Optional.of(Samples.FORMAGGI),
            Optional.of(Samples.HAWAII),
            reason.word(),
            detail,
            CAUSE);
    return ReportFactory.demanded(overwritten(), tell, NOBODY, Samples.NOW).detail();
  }

  private static Report of(ReportKind kind, Reason reason) {
    return ReportFactory.ofTag(overwritten(), kind, reason, "", CAUSE, Samples.NOW);
  }

  private static TagEntry overwritten() {
    return TagEntry.blank(Samples.KEY, Samples.NOW)
        .change()
        .accept(
            new AcceptedDigest(Samples.FORMAGGI, Provenance.SEEN_AFTER_EVENT, true, Samples.NOW))
        .moved(
            new Move(
                Optional.of(Samples.FORMAGGI),
                Optional.of(Samples.HAWAII),
                Samples.NOW,
                CAUSE,
                "TagOverwritten"))
        .read(read(Samples.FORMAGGI, Samples.index(BuildInfo.NONE, "linux/amd64")))
        .read(read(Samples.HAWAII, Samples.chart(BuildInfo.NONE)))
        .build();
  }

  private static KnownManifest read(Digest digest, ManifestFacts facts) {
    return new KnownManifest(digest, facts, Optional.empty());
  }
}
