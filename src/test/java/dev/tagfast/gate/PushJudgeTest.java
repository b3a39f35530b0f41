package dev.tagfast.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Acceptance;
import dev.tagfast.ledger.Acceptances;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Claim;
import dev.tagfast.ledger.Entries;
import dev.tagfast.ledger.KnownManifest;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.SampleManifests;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import dev.tagfast.ledger.approval.Approval;
import dev.tagfast.ledger.approval.SampleApprovals;
import dev.tagfast.policy.AttestationRule;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PushJudgeTest {
  private static final TagKey TAG = Entries.PIZZA;
  private static final Instant NOW = Entries.NOON;
  private static final Digest HELD = Entries.digest(11);
  private static final Digest REBUILT = Entries.digest(12);
  private static final Digest OTHER = Entries.digest(13);
  private static final List<Digest> CHILDREN = List.of(Entries.digest(1), Entries.digest(2));
  private static final KnownManifest INDEX =
      SampleManifests.index(HELD, CHILDREN, List.of(Entries.digest(21)));
  private static final KnownManifest SAME_INDEX =
      SampleManifests.index(REBUILT, CHILDREN, List.of(Entries.digest(22)));

  private PolicyAnswer policy = treat(TagMode.REJECT, AttestationRule.SAME_IMAGE);
  private Optional<TagEntry> entry = Optional.of(held(HELD));
  private Optional<Digest> shown = Optional.empty();
  private boolean act = true;
  private List<Approval> approvals = List.of();

  @Test
  void theAcceptedDigestPasses() {
    assertThat(push(HELD)).isEqualTo(new GateVerdict.Pass());
  }

  @Test
  void anotherDigestUnderAProtectedTagIsRefusedWithEverythingInOneLine() {
    assertThat(push(OTHER))
        .isInstanceOfSatisfying(
            GateVerdict.Refuse.class,
            refusal -> {
              assertThat(refusal.message())
                  .contains(TAG.toString(), HELD.value(), "tagfast.dev/accept=" + OTHER)
                  .doesNotContain("\n");
              assertThat(refusal.guarded())
                  .as("a stranger does not learn what is there")
                  .doesNotContain(HELD.hex());
            });
  }

  @Test
  void anIndexThatRunsTheSamePasses() {
    assertThat(push(SAME_INDEX)).isEqualTo(new GateVerdict.Pass());
  }

  @Test
  void aRuleCanBeStrictAboutAttestations() {
    policy = treat(TagMode.REJECT, AttestationRule.STRICT);

    assertThat(push(SAME_INDEX)).isInstanceOf(GateVerdict.Refuse.class);
  }

  @Test
  void aMovingTagIsNobodysBusiness() {
    policy = treat(TagMode.MOVING, AttestationRule.SAME_IMAGE);

    assertThat(push(OTHER)).isEqualTo(new GateVerdict.Pass());
  }

  @Test
  void anAlertOnlyWarns() {
    policy = treat(TagMode.ALERT, AttestationRule.SAME_IMAGE);

    assertThat(push(OTHER)).isInstanceOf(GateVerdict.PassWithWarning.class);
  }

  @Test
  void observeModeRefusesNothing() {
    act = false;

    assertThat(push(OTHER)).isInstanceOf(GateVerdict.PassWithWarning.class);
  }

  @Test
  void anInvalidPolicyNeverLetsMoreThrough() {
    policy = new PolicyAnswer.Broken("shop", "rules[0].mode is not a mode");

    assertThat(push(OTHER))
        .isInstanceOfSatisfying(
            GateVerdict.Refuse.class,
            refusal -> assertThat(refusal.message()).contains("shop", "rules[0].mode"));
  }

  @Test
  void toApproveOneDigestLetsThatOneThroughAndNoOther() {
    entry =
        Optional.of(
            held(HELD)
                .change()
                .acceptances(
                    new Acceptances(List.of(new Acceptance(OTHER, Optional.empty())), List.of()))
                .build());

    assertThat(push(OTHER)).isEqualTo(new GateVerdict.Pass());
    assertThat(push(Entries.digest(14))).isInstanceOf(GateVerdict.Refuse.class);
  }

  @Test
  void anApprovalLetsItsDigestThroughAndNoOther() {
    approvals = List.of(SampleApprovals.of(TAG, OTHER));

    assertThat(push(OTHER)).isEqualTo(new GateVerdict.Pass());
    assertThat(push(Entries.digest(14))).isInstanceOf(GateVerdict.Refuse.class);
  }

  @Test
  void anApprovalThatWasUsedLetsNothingThrough() {
    approvals = List.of(SampleApprovals.of(TAG, OTHER));
    TagEntry held = held(HELD);
    entry =
        Optional.of(
            held.change().acceptances(held.acceptances().used(OTHER, approvals, NOW)).build());

    assertThat(push(OTHER)).isInstanceOf(GateVerdict.Refuse.class);
  }

  @Test
  void aTombstoneGoesOnProtecting() {
    entry =
        Optional.of(
            held(HELD)
                .change()
                .moved(
                    new Move(
                        Optional.of(HELD),
                        Optional.empty(),
                        NOW,
                        new Cause("hub", Optional.empty(), Optional.empty()),
                        "TagDeleted"))
                .state(TagState.DELETED)
                .build());

    assertThat(push(OTHER)).isInstanceOf(GateVerdict.Refuse.class);
    assertThat(push(HELD)).isEqualTo(new GateVerdict.Pass());
  }

  @Test
  void theFirstImageOfAProtectedTagHasToBeReserved() {
    entry = Optional.empty();

    assertThat(push(OTHER)).isEqualTo(new GateVerdict.PassFirst());
  }

  @Test
  void whatTheRegistryShowsAndTheLedgerDoesNotKnowIsProtectedToo() {
    entry = Optional.empty();
    shown = Optional.of(HELD);

    assertThat(push(OTHER)).isInstanceOf(GateVerdict.Refuse.class);
    assertThat(push(HELD)).isEqualTo(new GateVerdict.Pass());
  }

  @Test
  void aTagThatIsReservedForAnotherImageWaits() {
    entry = Optional.of(reserved(HELD, NOW));

    assertThat(push(OTHER)).isInstanceOf(GateVerdict.Wait.class);
    assertThat(push(HELD)).isEqualTo(new GateVerdict.PassFirst());
  }

  @Test
  void aReservationOfAProcessThatDiedEnds() {
    entry = Optional.of(reserved(HELD, NOW.minusSeconds(61)));

    assertThat(push(OTHER)).isEqualTo(new GateVerdict.PassFirst());
  }

  @Test
  void theClaimOfAnEventIsNoReservation() {
    entry =
        Optional.of(
            TagEntry.blank(TAG, NOW)
                .change()
                .claim(
                    new Claim(
                        HELD,
                        new Cause("hub", Optional.of("2099-01-01T00:00:00Z/1"), Optional.empty())))
                .build());

    assertThat(push(OTHER)).isEqualTo(new GateVerdict.PassFirst());
  }

  @Test
  void whatAnEventNamedFirstSettlesATagThatNobodyVouchesFor() {
    entry =
        Optional.of(
            TagEntry.blank(TAG, NOW)
                .change()
                .moved(
                    new Move(
                        Optional.empty(),
                        Optional.of(HELD),
                        NOW,
                        new Cause("hub", Optional.empty(), Optional.empty()),
                        "Unproven"))
                .claimed(Optional.of(OTHER))
                .state(TagState.UNPROVEN)
                .build());

    assertThat(push(OTHER)).isEqualTo(new GateVerdict.Pass());
    assertThat(push(Entries.digest(14))).isInstanceOf(GateVerdict.Refuse.class);
  }

  private GateVerdict push(Digest digest) {
    return push(SampleManifests.image(digest));
  }

  private GateVerdict push(KnownManifest pushed) {
    return PushJudge.judge(
        new GateFacts(
            TAG,
            new PushedImage(pushed.digest(), Optional.of(pushed.facts())),
            entry,
            GatePolicy.choose(_ -> policy, entry, Optional.of(pushed.facts())),
            shown,
            act,
            Optional.of("kubectl annotate imagetag x tagfast.dev/accept="),
            approvals,
            NOW));
  }

  private static TagEntry held(Digest digest) {
    return TagEntry.blank(TAG, NOW)
        .change()
        .accept(new AcceptedDigest(digest, Provenance.SEEN_AFTER_EVENT, true, NOW))
        .moved(
            new Move(
                Optional.empty(),
                Optional.of(digest),
                NOW,
                new Cause("hub", Optional.empty(), Optional.empty()),
                "FirstSeen"))
        .read(INDEX)
        .state(TagState.CURRENT)
        .build();
  }

  private static TagEntry reserved(Digest digest, Instant at) {
    return TagEntry.blank(TAG, NOW)
        .change()
        .claim(Reservation.of(digest, at, Duration.ofMinutes(1), "1").claim())
        .build();
  }

  private static PolicyAnswer treat(TagMode mode, AttestationRule attestations) {
    return new PolicyAnswer.Treat(
        new Treatment(mode, false, false, true, attestations, "default/full-version"));
  }
}
