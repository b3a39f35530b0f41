package dev.tagfast.decide;

import static dev.tagfast.testing.Images.delete;
import static dev.tagfast.testing.Images.digest;
import static dev.tagfast.testing.Images.key;
import static dev.tagfast.testing.Images.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Acceptance;
import dev.tagfast.ledger.Acceptances;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Displaced;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.KnownManifest;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.Observation;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.RememberedAcceptance;
import dev.tagfast.ledger.SampleManifests;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import dev.tagfast.ledger.UnreadAcceptance;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.resolve.Sighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
  private static final TagKey TAG = key("registry.example/pizza:2018-05-12");
  private static final Digest QUATTRO_FORMAGGI = digest("quattro formaggi");
  private static final Digest HAWAII = digest("hawaii");
  private static final Digest FUNGHI = digest("funghi");

  private Optional<TagEntry> ledger = Optional.empty();
  private PolicyAnswer policy = treat(TagMode.REJECT, false, false);
  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private boolean followed = true;
  private boolean act = true;
  private Set<Digest> pins = Set.of();
  private final Map<Digest, KnownManifest> read = new HashMap<>();
  private Optional<Displaced> displaced = Optional.empty();
  private boolean armed = true;
  private boolean anchors;
  private Set<Digest> vanished = Set.of();

  @Test
  void theFirstSightOfATagIsAcceptedAndRolledOut() {
    Decision decision = pushed(QUATTRO_FORMAGGI);

    assertThat(decision.observation()).isEqualTo(new Observation.FirstSeen(QUATTRO_FORMAGGI));
    assertThat(decision.verdict())
        .isEqualTo(new Verdict.Accept(Optional.empty(), QUATTRO_FORMAGGI, Reason.FIRST_SEEN));
    assertThat(entry().accepted().orElseThrow().provenance())
        .isEqualTo(Provenance.SEEN_AFTER_EVENT);
    assertThat(rollouts()).containsExactly(QUATTRO_FORMAGGI);
    assertThat(demandedReports()).containsExactly(ReportKind.TAG_ACCEPTED);
  }

  @Test
  void theSameDigestAgainIsNeverAnErrorAndWritesNothing() {
    pushed(QUATTRO_FORMAGGI);
    completeOutbox();

    Decision again = pushed(QUATTRO_FORMAGGI);

    assertThat(again.verdict()).isEqualTo(new Verdict.Nothing(Reason.UNCHANGED));
    assertThat(again.next()).isEmpty();
  }

  @Test
  void anOverwriteOfARejectedTagIsReportedAndQuarantinedAndNeverRolledOut() {
    pushed(QUATTRO_FORMAGGI);
    completeOutbox();

    Decision overwrite = pushed(HAWAII);

    assertThat(overwrite.verdict())
        .isEqualTo(
            new Verdict.Overwrite(QUATTRO_FORMAGGI, HAWAII, false, false, Reason.TAG_OVERWRITTEN));
    assertThat(entry().quarantined()).containsExactly(HAWAII);
    assertThat(entry().state()).isEqualTo(TagState.OVERWRITTEN);
    assertThat(accepted()).isEqualTo(QUATTRO_FORMAGGI);
    assertThat(rollouts()).isEmpty();
    assertThat(demandedReports()).containsExactly(ReportKind.TAG_OVERWRITTEN);
  }

  @Test
  void anOverwriteIsReportedOnce() {
    pushed(QUATTRO_FORMAGGI);
    pushed(HAWAII);
    completeOutbox();

    Decision again = pushed(HAWAII);

    assertThat(again.verdict()).isEqualTo(new Verdict.Nothing(Reason.ALREADY_REPORTED));
    assertThat(again.next()).isEmpty();
  }

  @Test
  void aSecondOverwriteWithAnotherDigestIsReportedAgainUnderAnotherId() {
    pushed(QUATTRO_FORMAGGI);
    completeOutbox();
    pushed(HAWAII);
    String first = demandedReportIds().getFirst();
    completeOutbox();

    pushed(FUNGHI);

    assertThat(demandedReportIds()).hasSize(1).doesNotContain(first);
  }

  @Test
  void anOverwrittenTagIsRestoredWhereTheRuleSaysSo() {
    policy = treat(TagMode.REJECT, false, true);
    pushed(QUATTRO_FORMAGGI);
    completeOutbox();

    pushed(HAWAII);

    assertThat(restores())
        .containsExactly(
            new Intent.Restore(QUATTRO_FORMAGGI, HAWAII, restores().getFirst().cause()));
    assertThat(entry().restores()).containsExactly(now);
  }

  @Test
  void aRestoreIsCappedAndThenFrozenWithAnAlert() {
    policy = treat(TagMode.REJECT, false, true);
    pushed(QUATTRO_FORMAGGI);
    for (int round = 1; round <= 3; round++) {
      pushed(digest("overwrite " + round));
      completeOutbox();
      pushed(QUATTRO_FORMAGGI);
      completeOutbox();
      now = now.plusSeconds(60);
    }

    Decision fourth = pushed(HAWAII);

    assertThat(((Verdict.Overwrite) fourth.verdict()).restore()).isFalse();
    assertThat(entry().state()).isEqualTo(TagState.FROZEN);
    assertThat(restores()).isEmpty();
    assertThat(demandedReports())
        .containsExactly(ReportKind.TAG_OVERWRITTEN, ReportKind.TAG_NOT_RESTORED);
  }

  @Test
  void anHourLaterATagMayBeRestoredAgain() {
    policy = treat(TagMode.REJECT, false, true);
    pushed(QUATTRO_FORMAGGI);
    for (int round = 1; round <= 3; round++) {
      pushed(digest("overwrite " + round));
      completeOutbox();
      pushed(QUATTRO_FORMAGGI);
      completeOutbox();
    }
    now = now.plusSeconds(3601);

    pushed(HAWAII);

    assertThat(restores()).hasSize(1);
  }

  @Test
  void aDigestThatOnlyReconcileSawIsTooWeakAGroundForARestore() {
    policy = treat(TagMode.REJECT, false, true);
    reconciled(QUATTRO_FORMAGGI);
    completeOutbox();

    pushed(HAWAII);

    assertThat(restores()).isEmpty();
    assertThat(demandedReports())
        .containsExactly(ReportKind.TAG_OVERWRITTEN, ReportKind.TAG_NOT_RESTORED);
  }

  @Test
  void withoutPushCredentialsATagIsNotRestoredAndThatIsToldOnce() {
    policy = treat(TagMode.REJECT, false, true);
    armed = false;
    pushed(QUATTRO_FORMAGGI);
    completeOutbox();

    Decision decision = pushed(HAWAII);

    assertThat(((Verdict.Overwrite) decision.verdict()).restore()).isFalse();
    assertThat(restores()).isEmpty();
    assertThat(entry().outbox())
        .filteredOn(Intent.Tell.class::isInstance)
        .extracting(intent -> ((Intent.Tell) intent).reason())
        .containsExactly("TagOverwritten", "RestoreUnarmed");
    completeOutbox();
    armed = true;
    assertThat(pushed(HAWAII).verdict()).isEqualTo(new Verdict.Nothing(Reason.ALREADY_REPORTED));
    assertThat(entry().outbox()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoObservesIsToldOfARestoreOnlyIfModeActWouldDoIt(boolean hasPushCredentials) {
    policy = treat(TagMode.REJECT, false, true);
    act = false;
    armed = hasPushCredentials;
    pushed(QUATTRO_FORMAGGI);
    completeOutbox();

    pushed(HAWAII);

    assertThat(demandedDetails().getFirst().contains("In mode act the tag would be put back."))
        .isEqualTo(hasPushCredentials);
  }

  @Test
  void withoutPushCredentialsNoSecondTagIsDemanded() {
    anchors = true;
    armed = false;

    pushed(QUATTRO_FORMAGGI);

    assertThat(entry().outbox()).noneMatch(Intent.Anchor.class::isInstance);
  }

  @Test
  void anAuthenticEventConfirmsWhatReconcileFoundFirst() {
    policy = treat(TagMode.REJECT, false, true);
    reconciled(QUATTRO_FORMAGGI);
    completeOutbox();

    pushed(QUATTRO_FORMAGGI);

    assertThat(entry().accepted().orElseThrow().provenance())
        .isEqualTo(Provenance.SEEN_AFTER_EVENT);
    pushed(HAWAII);
    assertThat(restores()).hasSize(1);
  }

  @Test
  void aPersonConfirmsWhatReconcileFoundFirst() {
    reconciled(QUATTRO_FORMAGGI);
    completeOutbox();
    personAccepts(QUATTRO_FORMAGGI);

    reconciled(QUATTRO_FORMAGGI);

    assertThat(entry().accepted().orElseThrow().provenance())
        .isEqualTo(Provenance.ACCEPTED_BY_PERSON);
  }

  @Test
  void anOverwrittenTagIsLookedAtByReconcileUntilAPersonHasSpoken() {
    pushed(QUATTRO_FORMAGGI);
    pushed(HAWAII);
    completeOutbox();

    assertThat(entry().isUnfinished()).isTrue();
  }

  @Test
  void ourOwnRestoreComingBackIsNothing() {
    policy = treat(TagMode.REJECT, false, true);
    pushed(QUATTRO_FORMAGGI);
    completeOutbox();
    pushed(HAWAII);

    Decision back = pushed(QUATTRO_FORMAGGI);

    assertThat(back.verdict()).isEqualTo(new Verdict.Nothing(Reason.OWN_RESTORE));
    assertThat(back.next()).isEmpty();
  }

  @Test
  void aLateEventAboutADigestThatTheTagShowedBeforeIsNoNews() {
    policy = treat(TagMode.MOVING, true, false);
    pushed(QUATTRO_FORMAGGI);
    pushed(HAWAII);
    completeOutbox();

    Decision late = judgeSeen(push(TAG, QUATTRO_FORMAGGI), HAWAII, Optional.of(QUATTRO_FORMAGGI));

    assertThat(late.verdict()).isEqualTo(new Verdict.Nothing(Reason.UNCHANGED));
    assertThat(late.next()).isEmpty();
  }

  @Test
  void aClaimedDigestOfAProtectedTagIsToldOnceAndChangesNothing() {
    pushed(QUATTRO_FORMAGGI);
    completeOutbox();

    Decision early = judgeSeen(push(TAG, HAWAII), QUATTRO_FORMAGGI, Optional.of(HAWAII));
    assertThat(early.verdict()).isEqualTo(new Verdict.Later(Reason.UNCONFIRMED));
    assertThat(demandedReports()).as("the event may be early").isEmpty();
    assertThat(entry().lookAgain()).isTrue();

    Decision claim = reconciled(QUATTRO_FORMAGGI);

    assertThat(claim.verdict().reason()).isEqualTo(Reason.OVERWRITE_CLAIMED);
    assertThat(demandedReports()).containsExactly(ReportKind.TAG_OVERWRITTEN);
    assertThat(accepted()).isEqualTo(QUATTRO_FORMAGGI);
    assertThat(entry().quarantined()).isEmpty();
    assertThat(entry().lookAgain()).isFalse();
    completeOutbox();
    Decision again = judgeSeen(push(TAG, HAWAII), QUATTRO_FORMAGGI, Optional.of(HAWAII));
    assertThat(again.next()).as("the same event again").isEmpty();
  }

  @Test
  void anEventThatCameEarlyIsNoClaimWhenItsTagIsWritten() {
    policy = treat(TagMode.MOVING, true, false);
    pushed(QUATTRO_FORMAGGI);
    policy = treat(TagMode.REJECT, false, false);
    completeOutbox();
    judgeSeen(push(TAG, HAWAII), QUATTRO_FORMAGGI, Optional.of(HAWAII));

    reconciled(HAWAII);

    assertThat(demandedReports()).containsExactly(ReportKind.TAG_OVERWRITTEN);
    assertThat(entry().claims()).isEmpty();
  }

  @Test
  void aSecondQuickFlipIsToldAgainAndItsRepeatIsNot() {
    pushed(QUATTRO_FORMAGGI);
    completeOutbox();
    for (String id : List.of("flip-1", "flip-2")) {
      for (int delivery = 1; delivery <= 2; delivery++) {
        judgeSeen(pushWithId(HAWAII, id), QUATTRO_FORMAGGI, Optional.of(HAWAII));
        reconciled(QUATTRO_FORMAGGI);
        assertThat(demandedReports())
            .as("delivery %d of %s", delivery, id)
            .hasSize(delivery == 1 ? 1 : 0);
        completeOutbox();
      }
    }
  }

  @Test
  void aTagThatIsPushedOverAndDeletedAtOnceIsToldAsDeletedWithWhatWasPushed() {
    pushed(QUATTRO_FORMAGGI);
    completeOutbox();
    judge(push(TAG, HAWAII), new Sighting.Gone(Optional.of(HAWAII)));
    vanished = Set.of(HAWAII);

    judgeGone(delete(TAG));
    reconcileGone();

    assertThat(demandedReports()).containsExactly(ReportKind.TAG_DELETED);
    assertThat(((Intent.Tell) entry().outbox().getFirst()).detail()).contains(HAWAII.abbreviated());
    assertThat(entry().claims()).isEmpty();
    completeOutbox();
    // A later look at the event of the push, and a repeat of it.
    judge(push(TAG, HAWAII), new Sighting.Gone(Optional.of(HAWAII)));
    reconcileGone();
    assertThat(demandedReports()).isEmpty();
  }

  @Test
  void aMovingTagIsFollowedWhereverItGoesAndBack() {
    policy = treat(TagMode.MOVING, true, false);
    pushed(QUATTRO_FORMAGGI);
    completeOutbox();

    assertThat(pushed(HAWAII).verdict().reason()).isEqualTo(Reason.TAG_MOVED);
    assertThat(rollouts()).containsExactly(HAWAII);
    completeOutbox();
    Decision back = pushed(QUATTRO_FORMAGGI);

    assertThat(back.observation())
        .isEqualTo(new Observation.Returned(Optional.of(HAWAII), QUATTRO_FORMAGGI));
    assertThat(rollouts()).containsExactly(QUATTRO_FORMAGGI);
  }

  @Test
  void aMovingTagThatNobodyFollowsIsNotRecorded() {
    policy = treat(TagMode.MOVING, true, false);
    followed = false;

    assertThat(pushed(QUATTRO_FORMAGGI).verdict().reason()).isEqualTo(Reason.NOT_FOLLOWED);
    assertThat(ledger).isEmpty();
  }

  @Test
  void anAlertTagIsReportedAndFollowed() {
    policy = treat(TagMode.ALERT, true, false);
    pushed(QUATTRO_FORMAGGI);
    completeOutbox();

    pushed(HAWAII);

    assertThat(demandedReports()).containsExactly(ReportKind.TAG_OVERWRITTEN);
    assertThat(rollouts()).containsExactly(HAWAII);
    assertThat(accepted()).isEqualTo(HAWAII);
  }

  @Test
  void anAlertTagThatIsHeldIsReportedAndNotFollowed() {
    policy = treat(TagMode.ALERT, false, false);
    pushed(QUATTRO_FORMAGGI);
    completeOutbox();

    pushed(HAWAII);

    assertThat(demandedReports()).containsExactly(ReportKind.TAG_OVERWRITTEN);
    assertThat(rollouts()).isEmpty();
    assertThat(accepted()).isEqualTo(QUATTRO_FORMAGGI);
  }

  @Test
  void aPersonAcceptsOneOverwriteAndNoOther() {
    pushed(QUATTRO_FORMAGGI);
    pushed(HAWAII);
    completeOutbox();
    personAccepts(HAWAII);

    Decision accepted = reconciled(HAWAII);

    assertThat(accepted.verdict().reason()).isEqualTo(Reason.ACCEPTED_BY_PERSON);
    assertThat(accepted()).isEqualTo(HAWAII);
    assertThat(entry().quarantined()).isEmpty();
    assertThat(rollouts()).containsExactly(HAWAII);
    completeOutbox();
    assertThat(pushed(FUNGHI).verdict().reason()).isEqualTo(Reason.TAG_OVERWRITTEN);
  }

  @Test
  void anAcceptanceIsUsedOnce() {
    pushed(QUATTRO_FORMAGGI);
    pushed(HAWAII);
    completeOutbox();
    personAccepts(HAWAII);
    reconciled(HAWAII);
    personAccepts(HAWAII, QUATTRO_FORMAGGI);
    reconciled(QUATTRO_FORMAGGI);
    completeOutbox();
    assertThat(accepted()).isEqualTo(QUATTRO_FORMAGGI);

    Decision months = pushed(HAWAII);

    assertThat(months.verdict().reason()).isEqualTo(Reason.TAG_OVERWRITTEN);
    assertThat(accepted()).isEqualTo(QUATTRO_FORMAGGI);
  }

  @Test
  void aDigestThatIsAcceptedInAdvanceIsWaitedForForAWeek() {
    pushed(QUATTRO_FORMAGGI);
    completeOutbox();
    personAccepts(HAWAII);
    reconciled(QUATTRO_FORMAGGI);
    now = now.plus(RememberedAcceptance.LONGEST);

    assertThat(pushed(HAWAII).verdict().reason()).isEqualTo(Reason.TAG_OVERWRITTEN);
  }

  @Test
  void whatAPersonAcceptedIsInTheHistoryWithWhoDidIt() {
    pushed(QUATTRO_FORMAGGI);
    pushed(HAWAII);
    completeOutbox();
    ledger =
        ledger.map(
            e -> withAcceptance(e, new Acceptance(HAWAII, Optional.empty(), Optional.of("alice"))));

    reconciled(HAWAII);

    assertThat(entry().history().getLast())
        .isEqualTo(
            new Move(
                Optional.of(QUATTRO_FORMAGGI),
                Optional.of(HAWAII),
                now,
                new Cause("person", Optional.empty(), Optional.of("alice")),
                "AcceptedByPerson"));
  }

  @Test
  void anAcceptanceThatWaitsIsAnsweredOnce() {
    pushed(QUATTRO_FORMAGGI);
    pushed(HAWAII);
    completeOutbox();
    personAccepts(FUNGHI);

    reconciled(HAWAII);

    assertThat(demandedReports()).containsExactly(ReportKind.ACCEPTANCE_PENDING);
    completeOutbox();
    assertThat(reconciled(HAWAII).next()).isEmpty();
  }

  @Test
  void anAcceptanceWhoseEndIsOverIsNotSaidToWait() {
    pushed(QUATTRO_FORMAGGI);
    pushed(HAWAII);
    completeOutbox();
    ledger =
        ledger.map(
            e -> withAcceptance(e, new Acceptance(HAWAII, Optional.of(now.minusSeconds(60)))));

    reconciled(HAWAII);

    assertThat(demandedDetails())
        .containsExactly(
            "Its end, %s, is over, so it accepts nothing. Write a later one."
                .formatted(now.minusSeconds(60)));
    assertThat(accepted()).isEqualTo(QUATTRO_FORMAGGI);
  }

  @Test
  void anAcceptanceOfWhatAHeldTagShowsIsNotSaidToWaitForThatDigest() {
    pushed(QUATTRO_FORMAGGI);
    completeOutbox();
    policy = new PolicyAnswer.Broken("releases", "spec.rules is missing");
    pushed(HAWAII);
    completeOutbox();
    personAccepts(HAWAII);

    reconciled(HAWAII);

    assertThat(demandedDetails())
        .singleElement()
        .asString()
        .startsWith("The tag is held for another reason; it counts when that is over, until ");
    policy = treat(TagMode.REJECT, false, false);
    assertThat(reconciled(HAWAII).verdict().reason()).isEqualTo(Reason.ACCEPTED_BY_PERSON);
  }

  @Test
  void anAcceptanceThatIsNotUnderstoodIsAnsweredOnceAndWaitsForThePerson() {
    pushed(QUATTRO_FORMAGGI);
    completeOutbox();
    UnreadAcceptance unread = new UnreadAcceptance("spec.accept", "3f2a", "It is too short.");
    ledger =
        ledger.map(
            e ->
                e.change().acceptances(e.acceptances().beside(List.of(), List.of(unread))).build());

    reconciled(QUATTRO_FORMAGGI);

    assertThat(demandedReports()).containsExactly(ReportKind.ACCEPTANCE_PENDING);
    assertThat(entry().waitsForAPerson()).isTrue();
    completeOutbox();
    assertThat(reconciled(QUATTRO_FORMAGGI).next()).isEmpty();
    ledger =
        ledger.map(
            e -> e.change().acceptances(e.acceptances().beside(List.of(), List.of())).build());
    reconciled(QUATTRO_FORMAGGI);
    assertThat(entry().waitsForAPerson()).isFalse();
  }

  @Test
  void anAcceptanceThatExpiredCountsNoLonger() {
    pushed(QUATTRO_FORMAGGI);
    pushed(HAWAII);
    completeOutbox();
    ledger =
        ledger.map(
            e -> withAcceptance(e, new Acceptance(HAWAII, Optional.of(now.minusSeconds(1)))));

    assertThat(reconciled(HAWAII).verdict().reason()).isEqualTo(Reason.ALREADY_REPORTED);
  }

  @Test
  void deletingAProtectedTagAndPushingItAgainIsAnOverwrite() {
    pushed(QUATTRO_FORMAGGI);
    completeOutbox();
    Decision deleted = judgeGone(delete(TAG));
    assertThat(deleted.verdict())
        .isEqualTo(new Verdict.Forget(QUATTRO_FORMAGGI, Reason.TAG_DELETED));
    assertThat(entry().state()).isEqualTo(TagState.DELETED);
    completeOutbox();

    assertThat(pushed(HAWAII).verdict().reason()).isEqualTo(Reason.TAG_OVERWRITTEN);
  }

  @Test
  void deletingAProtectedTagAndPushingTheSameDigestAgainIsNone() {
    pushed(QUATTRO_FORMAGGI);
    judgeGone(delete(TAG));
    completeOutbox();

    Decision back = pushed(QUATTRO_FORMAGGI);

    assertThat(back.verdict()).isEqualTo(new Verdict.Nothing(Reason.TAG_RETURNED));
    assertThat(entry().state()).isEqualTo(TagState.CURRENT);
  }

  @Test
  void aTagPushedAndDeletedAtOnceIsRecordedAsUnconfirmedAndLookedAtOnceMore() {
    Decision later = judgeGone(push(TAG, QUATTRO_FORMAGGI));

    assertThat(later.verdict()).isEqualTo(new Verdict.Later(Reason.UNCONFIRMED));
    assertThat(entry().lookAgain()).isTrue();
    judgeGone(PushEvent.reconcile(TAG));
    assertThat(entry().lookAgain()).isFalse();
  }

  @Test
  void anInvalidPolicyHoldsWhatItCouldSpeakOfAndLooksAgainWhenItIsMended() {
    pushed(QUATTRO_FORMAGGI);
    completeOutbox();
    PolicyAnswer valid = policy;
    policy = new PolicyAnswer.Broken("releases", "spec.rules[0].tags.regex: missing )");

    Decision held = pushed(HAWAII);

    assertThat(held.verdict()).isInstanceOf(Verdict.Hold.class);
    assertThat(demandedReports()).containsExactly(ReportKind.TAG_HELD);
    assertThat(accepted()).isEqualTo(QUATTRO_FORMAGGI);
    completeOutbox();
    assertThat(pushed(HAWAII).next()).as("told once").isEmpty();
    assertThat(reconciled(HAWAII).next()).as("still to be looked at").isEmpty();
    policy = valid;
    assertThat(reconciled(HAWAII).verdict().reason()).isEqualTo(Reason.TAG_OVERWRITTEN);
  }

  @Test
  void inModeObserveNothingButTheLedgerAndTheReportsIsDemanded() {
    act = false;
    policy = treat(TagMode.REJECT, false, true);
    pushed(QUATTRO_FORMAGGI);
    pushed(HAWAII);

    assertThat(rollouts()).isEmpty();
    assertThat(restores()).isEmpty();
    assertThat(demandedReports()).contains(ReportKind.TAG_OVERWRITTEN);
  }

  @Test
  void aChangeOfPolicyMovesNothingByItselfAndUnderMovingTheNextReconcileAccepts() {
    pushed(QUATTRO_FORMAGGI);
    pushed(HAWAII);
    completeOutbox();
    policy = treat(TagMode.ALERT, true, false);
    assertThat(pushed(HAWAII).verdict().reason()).isEqualTo(Reason.ALREADY_REPORTED);

    policy = treat(TagMode.MOVING, true, false);

    assertThat(reconciled(HAWAII).verdict().reason()).isEqualTo(Reason.TAG_MOVED);
  }

  @Test
  void whatReconcileFoundFirstIsRestorableOnceAnEventSaysTheSame() {
    policy = treat(TagMode.REJECT, false, true);
    reconciled(QUATTRO_FORMAGGI);
    completeOutbox();

    judge(delete(TAG), new Sighting.Seen(QUATTRO_FORMAGGI, "image/index", Optional.empty()));
    assertThat(provenance()).isEqualTo(Provenance.SEEN_BY_RECONCILE);

    pushed(QUATTRO_FORMAGGI);
    assertThat(provenance()).isEqualTo(Provenance.SEEN_AFTER_EVENT);
    completeOutbox();
    pushed(FUNGHI);
    assertThat(restores()).hasSize(1);
  }

  @Test
  void whatReconcileFoundFirstIsRestorableOnceAPersonStandsForIt() {
    reconciled(QUATTRO_FORMAGGI);
    personAccepts(QUATTRO_FORMAGGI);

    reconciled(QUATTRO_FORMAGGI);

    assertThat(provenance()).isEqualTo(Provenance.ACCEPTED_BY_PERSON);
    assertThat(reconciled(QUATTRO_FORMAGGI).next()).as("once").isEmpty();
  }

  @Test
  void anIgnoredTagIsNobodysBusiness() {
    policy = treat(TagMode.IGNORE, false, false);

    assertThat(pushed(HAWAII).verdict().reason()).isEqualTo(Reason.IGNORED_BY_POLICY);
    assertThat(ledger).isEmpty();
  }

  @Test
  void aRegistryThatRefusesUsBlocksNobodyAndIsAskedAgain() {
    Decision withheld =
        judge(
            push(TAG, QUATTRO_FORMAGGI),
            new Sighting.Withheld("401", Optional.of(QUATTRO_FORMAGGI)));

    assertThat(withheld.verdict()).isEqualTo(new Verdict.Later(Reason.REGISTRY_DENIED, "401"));
    assertThat(entry().lookAgain()).isTrue();
    assertThat(entry().lookAgainWhy()).contains("401");
  }

  @Test
  void aRefusalIsReportedOnceForEachCauseAndForgottenWhenTheRegistryAnswers() {
    Decision first = withheld(push(TAG, QUATTRO_FORMAGGI), "answered 401");
    Decision repeat = withheld(PushEvent.reconcile(TAG), "answered 401");
    Decision other = withheld(PushEvent.reconcile(TAG), "token host not listed");

    assertThat(tells(first))
        .singleElement()
        .satisfies(
            tell -> {
              assertThat(tell.kind()).isEqualTo(ReportKind.TAG_WITHHELD.name());
              assertThat(tell.detail()).isEqualTo("answered 401");
            });
    assertThat(repeat.next()).as("nothing to write").isEmpty();
    assertThat(tells(other)).extracting(Intent.Tell::detail).contains("token host not listed");
    assertThat(tells(other)).extracting(Intent.Tell::id).doesNotHaveDuplicates();

    reconciled(QUATTRO_FORMAGGI);

    assertThat(entry().lookAgain()).isFalse();
    assertThat(entry().lookAgainWhy()).isEmpty();
    assertThat(tells(withheld(PushEvent.reconcile(TAG), "answered 401")))
        .as("it was repaired in between")
        .extracting(Intent.Tell::detail)
        .contains("answered 401");
  }

  @Test
  void aRefusalOfATagThatReconcileDoesNotKnowIsNotRecorded() {
    assertThat(withheld(PushEvent.reconcile(TAG), "answered 401").next()).isEmpty();
  }

  private Decision withheld(PushEvent event, String why) {
    return judge(event, new Sighting.Withheld(why, Optional.empty()));
  }

  private static List<Intent.Tell> tells(Decision decision) {
    return decision.next().orElseThrow().outbox().stream()
        .filter(Intent.Tell.class::isInstance)
        .map(Intent.Tell.class::cast)
        .toList();
  }

  private Decision pushed(Digest digest) {
    return judgeSeen(push(TAG, digest), digest, Optional.empty());
  }

  private Decision reconciled(Digest digest) {
    return judgeSeen(PushEvent.reconcile(TAG), digest, Optional.empty());
  }

  private Decision reconcileGone() {
    return judgeGone(PushEvent.reconcile(TAG));
  }

  private static PushEvent pushWithId(Digest digest, String id) {
    PushEvent event = push(TAG, digest);
    return new PushEvent(
        event.action(),
        event.key(),
        event.digest(),
        event.mediaType(),
        Optional.of(id),
        event.actor(),
        event.pushedAt(),
        event.source());
  }

  private Decision judgeGone(PushEvent event) {
    return judge(event, new Sighting.Gone(Optional.empty()));
  }

  private Decision judgeSeen(PushEvent event, Digest digest, Optional<Digest> claimed) {
    return judge(event, new Sighting.Seen(digest, "application/vnd.oci.image.index", claimed));
  }

  /** Whatever the tag shows and whatever is pinned is an image, unless the test says otherwise. */
  private KnownManifests manifests(Sighting sighting) {
    KnownManifests known = ledger.map(TagEntry::manifests).orElse(KnownManifests.NONE);
    List<Digest> concerned = new ArrayList<>(pins);
    if (sighting instanceof Sighting.Seen seen) {
      concerned.add(seen.digest());
    }
    for (Digest digest : concerned) {
      if (known.find(digest).isEmpty()) {
        known = known.with(read.getOrDefault(digest, SampleManifests.image(digest)));
      }
    }
    return known;
  }

  private Decision judge(PushEvent event, Sighting sighting) {
    Decision decision =
        Judge.judge(
            new Facts(
                event,
                sighting,
                ledger,
                manifests(sighting),
                displaced,
                policy,
                followed,
                pins,
                act,
                event.isReconcile(),
                vanished,
                armed,
                anchors,
                now));
    ledger = decision.next().or(() -> ledger);
    return decision;
  }

  /** Marks every intent in the outbox as done. */
  private void completeOutbox() {
    ledger = ledger.map(entry -> entry.change().done(entry.outbox()).build());
  }

  private void personAccepts(Digest... digests) {
    Acceptance[] written =
        Arrays.stream(digests)
            .map(digest -> new Acceptance(digest, Optional.empty()))
            .toArray(Acceptance[]::new);
    ledger = ledger.map(e -> withAcceptance(e, written));
  }

  private static TagEntry withAcceptance(TagEntry e, Acceptance... acceptances) {
    return e.change()
        .acceptances(new Acceptances(List.of(acceptances), e.acceptances().remembered()))
        .build();
  }

  private TagEntry entry() {
    return ledger.orElseThrow();
  }

  private Digest accepted() {
    return entry().accepted().orElseThrow().digest();
  }

  private Provenance provenance() {
    return entry().accepted().orElseThrow().provenance();
  }

  private List<Digest> rollouts() {
    return Outbox.rollouts(entry());
  }

  private List<Intent.Restore> restores() {
    return Outbox.restores(entry());
  }

  private List<String> demandedDetails() {
    return entry().outbox().stream()
        .filter(Intent.Tell.class::isInstance)
        .map(intent -> ((Intent.Tell) intent).detail())
        .toList();
  }

  private List<ReportKind> demandedReports() {
    return Outbox.reportKinds(entry());
  }

  private List<String> demandedReportIds() {
    return Outbox.reports(entry()).stream().map(Intent.Tell::id).toList();
  }

  private static PolicyAnswer treat(TagMode mode, boolean follow, boolean restore) {
    return new PolicyAnswer.Treat(new Treatment(mode, follow, restore, false, "test"));
  }
}
