package dev.tagfast.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Displaced;
import dev.tagfast.ledger.Entries;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.KeptDigest;
import dev.tagfast.ledger.KnownManifest;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.SampleManifests;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagEntryBuilder;
import dev.tagfast.ledger.TagState;
import dev.tagfast.policy.AttestationRule;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.resolve.Sighting;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a manifest says decides what a move of its tag is. */
class ManifestVerdictTest {
  private static final TagKey TAG = Entries.PIZZA;
  private static final Digest AMD64 = Entries.digest(1);
  private static final Digest ARM64 = Entries.digest(2);
  private static final Digest FIRST_BUILD = Entries.digest(11);
  private static final Digest SECOND_BUILD = Entries.digest(12);
  private static final Digest OTHER_IMAGE = Entries.digest(13);
  private static final Digest CHART = Entries.digest(14);

  private KnownManifests manifests =
      SampleManifests.known(
          SampleManifests.index(FIRST_BUILD, List.of(AMD64, ARM64), List.of(Entries.digest(21))),
          SampleManifests.index(SECOND_BUILD, List.of(AMD64, ARM64), List.of(Entries.digest(22))),
          SampleManifests.image(OTHER_IMAGE),
          SampleManifests.chart(CHART));
  private Treatment treatment = new Treatment(TagMode.REJECT, false, true, true, "test");
  private Optional<TagEntry> ledger = Optional.empty();
  private Optional<Displaced> displaced = Optional.empty();
  private Set<Digest> pins = Set.of();
  private boolean decidesClaims;
  private boolean anchors;

  @Test
  void aBuildThatRunsAgainIsTheSameImage() {
    saw(FIRST_BUILD);
    completeOutbox();

    Decision again = saw(SECOND_BUILD);

    assertThat(again.verdict())
        .isEqualTo(new Verdict.Accept(Optional.of(FIRST_BUILD), SECOND_BUILD, Reason.REATTESTED));
    assertThat(entry().outbox()).isEmpty();
    assertThat(entry().state()).isEqualTo(TagState.CURRENT);
    assertThat(entry().quarantined()).isEmpty();
    assertThat(entry().history()).extracting(Move::reason).last().isEqualTo("Reattested");
  }

  @Test
  void aRuleCanBeStrictAboutAttestations() {
    treatment = new Treatment(TagMode.REJECT, false, false, true, AttestationRule.STRICT, "test");
    saw(FIRST_BUILD);

    assertThat(saw(SECOND_BUILD).verdict())
        .isEqualTo(
            new Verdict.Overwrite(FIRST_BUILD, SECOND_BUILD, false, false, Reason.TAG_OVERWRITTEN));
  }

  @Test
  void aClaimedRebuildIsNoOverwriteUnlessTheRuleIsStrict() {
    Sighting late =
        new Sighting.Seen(
            FIRST_BUILD, "application/vnd.oci.image.index", Optional.of(SECOND_BUILD));
    saw(FIRST_BUILD);

    decidesClaims = true;
    assertThat(judge(late).verdict().reason()).isEqualTo(Reason.UNCHANGED);

    treatment = new Treatment(TagMode.REJECT, false, false, true, AttestationRule.STRICT, "test");
    assertThat(judge(late).verdict().reason()).isEqualTo(Reason.OVERWRITE_CLAIMED);
  }

  @Test
  void aMovingTagIsNotRolledOutForAnotherAttestation() {
    treatment = new Treatment(TagMode.MOVING, true, false, true, "test");
    saw(FIRST_BUILD);
    completeOutbox();

    saw(SECOND_BUILD);

    assertThat(entry().outbox()).isEmpty();
    assertThat(entry().accepted().orElseThrow().digest()).isEqualTo(SECOND_BUILD);
  }

  @Test
  void anOverwrittenTagThatShowsTheSameImageAgainHasReturned() {
    saw(FIRST_BUILD);
    saw(OTHER_IMAGE);
    completeOutbox();

    saw(SECOND_BUILD);

    assertThat(entry().state()).isEqualTo(TagState.CURRENT);
    assertThat(reports()).containsExactly(ReportKind.TAG_RETURNED);
  }

  @Test
  void aPinToAChildOfTheShownIndexIsNoOverwrite() {
    pins = Set.of(AMD64);

    assertThat(saw(FIRST_BUILD).verdict())
        .isEqualTo(new Verdict.Accept(Optional.empty(), FIRST_BUILD, Reason.FIRST_SEEN));
  }

  @Test
  void aChartOverAProtectedImageIsAnOverwrite() {
    saw(FIRST_BUILD);

    assertThat(saw(CHART).verdict()).isInstanceOf(Verdict.Overwrite.class);
    assertThat(entry().isQuarantined(CHART)).isTrue();
  }

  @Test
  void aChartOverAMovingImageIsHeldAndToldOnce() {
    treatment = new Treatment(TagMode.MOVING, true, false, true, "test");
    saw(FIRST_BUILD);
    completeOutbox();

    Decision held = saw(CHART);
    assertThat(held.verdict()).isEqualTo(new Verdict.Nothing(Reason.NOT_RUNNABLE));
    assertThat(reports()).containsExactly(ReportKind.TAG_HELD);
    assertThat(entry().accepted().orElseThrow().digest()).isEqualTo(FIRST_BUILD);
    completeOutbox();

    assertThat(saw(CHART).verdict()).isEqualTo(new Verdict.Nothing(Reason.ALREADY_REPORTED));
    assertThat(entry().outbox()).isEmpty();
  }

  @Test
  void nothingIsDecidedByADigestWhoseManifestWasNotRead() {
    manifests = KnownManifests.NONE;

    assertThat(saw(FIRST_BUILD).verdict()).isEqualTo(new Verdict.Later(Reason.MANIFEST_UNREADABLE));
    assertThat(entry().accepted()).isEmpty();
    assertThat(entry().lookAgain()).isTrue();
  }

  @Test
  void theFirstAlertSaysThatTheRegistryDroppedTheAcceptedManifest() {
    saw(FIRST_BUILD);
    completeOutbox();
    displaced = Optional.of(Displaced.DROPPED);

    saw(OTHER_IMAGE);

    assertThat(tells().getFirst().detail()).contains("drops displaced manifests");
    assertThat(reports()).contains(ReportKind.TAG_NOT_RESTORED);
    assertThat(restores()).isEmpty();
    assertThat(entry().displaced()).contains(Displaced.DROPPED);
  }

  @Test
  void aKeptCopyIsPutBackAlthoughTheRegistryDroppedTheManifest() {
    KnownManifest first = manifests.find(FIRST_BUILD).orElseThrow();
    manifests =
        manifests.with(new KnownManifest(FIRST_BUILD, first.facts(), Optional.of("H4sIAAAA")));
    saw(FIRST_BUILD);
    completeOutbox();
    displaced = Optional.of(Displaced.DROPPED);

    saw(OTHER_IMAGE);

    assertThat(restores()).hasSize(1);
    assertThat(tells().getFirst().detail()).contains("until the restore");
  }

  @Test
  void anAnchorIsDemandedForEachNewlyAcceptedDigestAndForNoOther() {
    anchors = true;
    saw(FIRST_BUILD);
    assertThat(anchorsDemanded()).containsExactly(FIRST_BUILD);
    completeOutbox();

    saw(OTHER_IMAGE);

    assertThat(anchorsDemanded()).isEmpty();
  }

  @Test
  void aClaimOfAChildOfTheShownIndexIsNoClaim() {
    Decision decision =
        judge(
            new Sighting.Seen(FIRST_BUILD, "application/vnd.oci.image.index", Optional.of(ARM64)));

    assertThat(decision.verdict()).isInstanceOf(Verdict.Accept.class);
    assertThat(entry().claimed()).isEmpty();
  }

  private Decision saw(Digest digest) {
    return judge(new Sighting.Seen(digest, "application/vnd.oci.image.index", Optional.empty()));
  }

  private Decision judge(Sighting sighting) {
    PushEvent event =
        new PushEvent(
            PushEvent.Action.PUSH,
            TAG,
            Optional.empty(),
            Optional.empty(),
            Optional.of("event-1"),
            Optional.of("mario"),
            Optional.empty(),
            "hub");
    Decision decision =
        Judge.judge(
            new Facts(
                event,
                sighting,
                ledger,
                manifests,
                displaced,
                new PolicyAnswer.Treat(treatment),
                true,
                pins,
                true,
                decidesClaims,
                Set.of(),
                true,
                anchors,
                Entries.NOON));
    ledger = decision.next().or(() -> ledger);
    return decision;
  }

  private void completeOutbox() {
    ledger =
        ledger.map(
            entry -> {
              TagEntryBuilder next = entry.change().done(entry.outbox());
              anchorsDemanded()
                  .forEach(
                      digest -> next.kept(KeptDigest.standing(digest, List.of(), Entries.NOON)));
              return next.build();
            });
  }

  private TagEntry entry() {
    return ledger.orElseThrow();
  }

  private List<Intent.Tell> tells() {
    return Outbox.reports(entry());
  }

  private List<ReportKind> reports() {
    return Outbox.reportKinds(entry());
  }

  private List<Intent.Restore> restores() {
    return Outbox.restores(entry());
  }

  private List<Digest> anchorsDemanded() {
    return Outbox.anchors(entry());
  }
}
