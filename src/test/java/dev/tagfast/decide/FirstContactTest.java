package dev.tagfast.decide;

import static dev.tagfast.testing.Images.delete;
import static dev.tagfast.testing.Images.digest;
import static dev.tagfast.testing.Images.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Acceptance;
import dev.tagfast.ledger.Acceptances;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.SampleManifests;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.resolve.Sighting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Tests what the first digest of a protected tag is worth. A is the rightful digest, B the one that
 * somebody pushed over it.
 */
class FirstContactTest {
  private static final TagKey TAG = key("registry.example/pizza:2018-05-12");
  private static final Digest A = digest("a");
  private static final Digest B = digest("b");
  private static final Digest C = digest("c");
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

  private Optional<TagEntry> ledger = Optional.empty();
  private KnownManifests manifests =
      KnownManifests.NONE
          .with(SampleManifests.image(A))
          .with(SampleManifests.image(B))
          .with(SampleManifests.image(C));
  private Set<Digest> pins = Set.of();
  private PolicyAnswer policy =
      new PolicyAnswer.Treat(new Treatment(TagMode.REJECT, false, true, false, "test"));
  private int events;

  @Test
  void aDigestOnWhichAnEventAndTheRegistryAgreeIsAccepted() {
    assertThat(event(A, A).verdict().reason()).isEqualTo(Reason.FIRST_SEEN);

    assertThat(entry().state()).isEqualTo(TagState.CURRENT);
    assertThat(provenance()).isEqualTo(Provenance.SEEN_AFTER_EVENT);
    assertThat(rollouts()).containsExactly(A);
  }

  @Test
  void whatNobodyNamedIsRolledOutAndNotProven() {
    assertThat(reconcile(A).verdict().reason()).isEqualTo(Reason.UNPROVEN);

    assertThat(entry().state()).isEqualTo(TagState.UNPROVEN);
    assertThat(rollouts()).containsExactly(A);
    event(B, B);
    assertThat(restores()).as("no restore to what nobody vouches for").isEmpty();
  }

  @Test
  void tagfastWasAwayWhileTheTagWasOverwrittenAndNothingIsAcceptedOrRolledOut() {
    assertThat(event(A, B).verdict().reason()).isEqualTo(Reason.UNPROVEN);
    assertThat(event(B, B).verdict()).isEqualTo(new Verdict.Nothing(Reason.ALREADY_REPORTED));

    assertThat(entry().accepted()).isEmpty();
    assertThat(entry().state()).isEqualTo(TagState.UNPROVEN);
    assertThat(rollouts()).isEmpty();
    assertThat(told()).containsExactly("TAG_HELD Unproven");
  }

  @Test
  void theRightImagePushedAgainSettlesIt() {
    event(A, B);
    event(B, B);

    assertThat(event(A, A).verdict().reason()).isEqualTo(Reason.FIRST_SEEN);

    assertThat(entry().accepted().orElseThrow().digest()).isEqualTo(A);
    assertThat(entry().state()).isEqualTo(TagState.CURRENT);
    assertThat(event(B, B).verdict().reason()).isEqualTo(Reason.TAG_OVERWRITTEN);
    assertThat(restores()).extracting(Intent.Restore::to).containsExactly(A);
  }

  @Test
  void aPersonSettlesItInOneStep() {
    event(A, B);
    accept(B);

    assertThat(reconcile(B).verdict().reason()).isEqualTo(Reason.ACCEPTED_BY_PERSON);

    assertThat(provenance()).isEqualTo(Provenance.ACCEPTED_BY_PERSON);
    assertThat(rollouts()).containsExactly(B);
  }

  @Test
  void anEventThatWasOnlyEarlyDoesNotVouchForItselfASecondTime() {
    PushEvent early = push(A);
    judge(early, new Sighting.Seen(B, "", Optional.of(A)));

    judge(early, new Sighting.Seen(A, "", Optional.empty()));

    assertThat(entry().accepted()).as("the tag showed B before A was pushed").isEmpty();
  }

  @Test
  void anEventThatCameBeforeTheTagWasWrittenIsProofWhenReconcileSeesItsDigest() {
    judge(push(A), new Sighting.Gone(Optional.of(A)));

    assertThat(reconcile(A).verdict().reason()).isEqualTo(Reason.FIRST_SEEN);

    assertThat(provenance()).isEqualTo(Provenance.SEEN_AFTER_EVENT);
  }

  @Test
  void aPinToAnotherImageSpeaksAgainstWhatIsShownAndIsNotAcceptedItself() {
    pins = Set.of(C);

    Decision first = event(A, A);

    assertThat(first.verdict().reason()).isEqualTo(Reason.UNPROVEN);
    assertThat(entry().accepted()).isEmpty();
    assertThat(rollouts()).isEmpty();
    assertThat(told()).containsExactly("TAG_HELD Unproven");
  }

  @Test
  void aPinToAPlatformOfTheIndexSpeaksForIt() {
    manifests = manifests.with(SampleManifests.index(A, List.of(digest("amd64")), List.of()));
    pins = Set.of(digest("amd64"));

    assertThat(event(A, A).verdict().reason()).isEqualTo(Reason.FIRST_SEEN);
  }

  @Test
  void aPinThatAgreesIsNoProof() {
    pins = Set.of(A);

    reconcile(A);

    assertThat(provenance()).isEqualTo(Provenance.PINNED_IN_SUBSCRIBER);
    assertThat(entry().state()).isEqualTo(TagState.UNPROVEN);
    event(B, B);
    assertThat(restores()).isEmpty();
  }

  @Test
  void aDeleteThatDidNothingIsNoProof() {
    judge(delete(TAG), new Sighting.Seen(A, "", Optional.empty()));

    assertThat(entry().state()).isEqualTo(TagState.UNPROVEN);
  }

  @Test
  void whatWasSeenWhileThePolicyWasInvalidIsNoProof() {
    PolicyAnswer valid = policy;
    policy = new PolicyAnswer.Broken("releases", "spec.rules is missing");
    reconcile(B);
    policy = valid;

    reconcile(B);

    assertThat(entry().state()).isEqualTo(TagState.UNPROVEN);
    assertThat(provenance().isProven()).isFalse();
  }

  @Test
  void aDeletedTagThatComesBackWithAnotherDigestIsNotProven() {
    event(A, B);
    judge(delete(TAG), new Sighting.Gone(Optional.empty()));

    event(C, C);

    assertThat(entry().accepted()).isEmpty();
    assertThat(rollouts()).isEmpty();
  }

  @Test
  void anEventThatNamesAnotherDigestKeepsAnUnprovenOneUnproven() {
    reconcile(B);
    event(A, B);

    event(B, B);

    assertThat(provenance()).isEqualTo(Provenance.SEEN_BY_RECONCILE);
    assertThat(entry().state()).isEqualTo(TagState.UNPROVEN);
  }

  @Test
  void theDigestThatTheFirstEventNamedReplacesAnUnprovenOneWhenASecondEventAgrees() {
    reconcile(B);
    event(A, B);
    pins = Set.of(B);

    assertThat(event(A, A).verdict().reason()).isEqualTo(Reason.PROVEN_BY_EVENT);

    assertThat(entry().accepted().orElseThrow().digest()).isEqualTo(A);
    assertThat(rollouts()).containsExactly(A);
  }

  private Decision event(Digest named, Digest shown) {
    return judge(
        push(named),
        new Sighting.Seen(shown, "", Optional.of(named).filter(claim -> !claim.equals(shown))));
  }

  private Decision reconcile(Digest shown) {
    return judge(PushEvent.reconcile(TAG), new Sighting.Seen(shown, "", Optional.empty()));
  }

  private Decision judge(PushEvent event, Sighting sighting) {
    Decision decision =
        Judge.judge(
            new Facts(
                event,
                sighting,
                ledger,
                manifests,
                Optional.empty(),
                policy,
                true,
                pins,
                true,
                event.isReconcile(),
                Set.of(),
                true,
                false,
                NOW));
    ledger = decision.next().or(() -> ledger);
    return decision;
  }

  private PushEvent push(Digest digest) {
    return new PushEvent(
        PushEvent.Action.PUSH,
        TAG,
        Optional.of(digest),
        Optional.empty(),
        Optional.of("event-" + ++events),
        Optional.empty(),
        Optional.empty(),
        "hub");
  }

  private void accept(Digest digest) {
    ledger =
        ledger.map(
            entry ->
                entry
                    .change()
                    .acceptances(
                        new Acceptances(
                            List.of(new Acceptance(digest, Optional.empty())),
                            entry.acceptances().remembered()))
                    .build());
  }

  private TagEntry entry() {
    return ledger.orElseThrow();
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

  private List<String> told() {
    return Outbox.reports(entry()).stream().map(tell -> tell.kind() + " " + tell.reason()).toList();
  }
}
