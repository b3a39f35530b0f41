package dev.tagfast.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.admission.ImageKnowledge.CouldNotAsk;
import dev.tagfast.admission.ImageKnowledge.Free;
import dev.tagfast.admission.ImageKnowledge.Quarantined;
import dev.tagfast.admission.ImageKnowledge.Shows;
import dev.tagfast.admission.ImageKnowledge.Unknown;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.Acceptance;
import dev.tagfast.ledger.Acceptances;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Entries;
import dev.tagfast.ledger.Followers;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.settings.Settings.FailureMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KnowledgeJudgeTest {
  private static final Digest HELD = Entries.digest(11);
  private static final Digest SHOWN = Entries.digest(12);
  private static final Digest BAD = Entries.digest(13);
  private static final PolicyAnswer BROKEN = new PolicyAnswer.Broken("shop", "rules[0].mode");
  private static final Optional<TagEntry> NOTHING = Optional.empty();
  private static final String ACCEPT = "kubectl annotate imagetag x tagfast.dev/accept=";

  @ParameterizedTest
  @CsvSource({
    "CURRENT, ''",
    "HELD, ''",
    "UNPROVEN, ''",
    "UNCONFIRMED, ''",
    "OVERWRITTEN, was overwritten; it is pinned to the accepted image",
    "FROZEN, was overwritten; it is pinned to the accepted image",
    "DELETED, was deleted; it is pinned to the accepted image",
    "LOST, no longer has the accepted image"
  })
  void aProtectedTagIsWhatTheLedgerHoldsAndItsStateIsSaid(TagState state, String warning) {
    for (TagMode mode : List.of(TagMode.REJECT, TagMode.ALERT)) {
      TagFacts facts = facts(Optional.of(held(state)), treat(mode));

      assertThat(facts.needsRegistry()).isFalse();
      assertThat(KnowledgeJudge.ofTag(facts, FailureMode.OPEN))
          .isInstanceOfSatisfying(
              Shows.class,
              shows -> {
                assertThat(shows.digest()).isEqualTo(HELD);
                assertThat(shows.warning()).contains(warning);
                assertThat(shows.warning().isEmpty()).isEqualTo(warning.isEmpty());
              });
    }
  }

  @Test
  void aMovingTagThatSomebodyFollowsIsWhatTheLedgerHolds() {
    TagEntry followed =
        held(TagState.CURRENT).change().followers(new Followers(1, 0, List.of())).build();
    TagFacts facts = facts(Optional.of(followed), treat(TagMode.MOVING));

    assertThat(facts.needsRegistry()).isFalse();
    assertThat(KnowledgeJudge.ofTag(facts, FailureMode.OPEN)).isEqualTo(new Shows(HELD, ""));
  }

  @Test
  void aMovingTagThatNobodyFollowsIsWhatTheRegistryShows() {
    TagFacts facts = facts(Optional.of(held(TagState.CURRENT)), treat(TagMode.MOVING));

    assertThat(facts.needsRegistry()).isTrue();
    assertThat(KnowledgeJudge.ofTag(facts.showing(found(SHOWN)), FailureMode.OPEN))
        .isEqualTo(new Shows(SHOWN, ""));
    assertThat(facts.showing(found(SHOWN)).isNews()).isTrue();
    assertThat(facts.showing(found(HELD)).isNews()).isFalse();
  }

  @Test
  void whatTheRegistryDoesNotSayOfAMovingTagTheLedgerKnows() {
    TagFacts facts = facts(Optional.of(held(TagState.CURRENT)), treat(TagMode.MOVING));

    for (RegistryAnswer<Descriptor> answer :
        List.<RegistryAnswer<Descriptor>>of(
            new RegistryAnswer.Absent<>(),
            new RegistryAnswer.Denied<>("HEAD answered 401"),
            new RegistryAnswer.Unavailable<>("no route", Optional.empty()))) {
      assertThat(KnowledgeJudge.ofTag(facts.showing(answer), FailureMode.CLOSED))
          .isInstanceOfSatisfying(
              Shows.class,
              shows -> {
                assertThat(shows.digest()).isEqualTo(HELD);
                assertThat(shows.warning()).contains("got the digest that was seen last");
              });
    }
  }

  @ParameterizedTest
  @EnumSource(FailureMode.class)
  void ofAnUnknownTagTheRegistryDecides(FailureMode fail) {
    TagFacts facts = facts(NOTHING, treat(TagMode.REJECT));

    assertThat(facts.needsRegistry()).isTrue();
    assertThat(KnowledgeJudge.ofTag(facts.showing(found(SHOWN)), fail))
        .isEqualTo(new Shows(SHOWN, ""));
    assertThat(KnowledgeJudge.ofTag(facts.showing(new RegistryAnswer.Absent<>()), fail))
        .isEqualTo(new Unknown("the registry has no " + Entries.PIZZA));
    assertThat(KnowledgeJudge.ofTag(facts.showing(new RegistryAnswer.Denied<>("no")), fail))
        .isEqualTo(new CouldNotAsk("no", fail));
    assertThat(
            KnowledgeJudge.ofTag(
                facts.showing(new RegistryAnswer.Unavailable<>("away", Optional.empty())), fail))
        .isEqualTo(new CouldNotAsk("away", fail));
    assertThat(
            KnowledgeJudge.ofTag(facts.showing(new RegistryAnswer.NotListed<>("x.example")), fail))
        .isEqualTo(
            new CouldNotAsk(
                "the registry x.example is not listed (tagfast.registries.NAME.host)", fail));
    assertThat(KnowledgeJudge.ofTag(facts, fail))
        .isEqualTo(new CouldNotAsk("the registry was not asked for " + Entries.PIZZA, fail));
  }

  @Test
  void anIgnoredTagIsLeftWhateverTheLedgerHolds() {
    TagFacts facts = facts(Optional.of(held(TagState.OVERWRITTEN)), treat(TagMode.IGNORE));

    assertThat(facts.needsRegistry()).isFalse();
    assertThat(KnowledgeJudge.ofTag(facts, FailureMode.CLOSED)).isEqualTo(new Free());
    assertThat(ofDigest(facts, BAD, Entries.NOON)).isEqualTo(new Free());
  }

  @Test
  void aBrokenPolicyKeepsWhatTheLedgerHoldsAndLetsNothingElseIn() {
    assertThat(
            KnowledgeJudge.ofTag(
                facts(Optional.of(held(TagState.CURRENT)), BROKEN), FailureMode.CLOSED))
        .isEqualTo(new Shows(HELD, ""));

    TagFacts unknown = facts(NOTHING, BROKEN);
    assertThat(unknown.needsRegistry()).isFalse();
    assertThat(KnowledgeJudge.ofTag(unknown, FailureMode.CLOSED))
        .isEqualTo(
            new CouldNotAsk(
                "the TagPolicy shop is invalid (rules[0].mode), and nothing is known of "
                    + Entries.PIZZA,
                FailureMode.CLOSED));
  }

  @Test
  void ofWhatNobodyVouchesForNothingRuns() {
    TagEntry contested =
        TagEntry.blank(Entries.PIZZA, Entries.NOON)
            .change()
            .moved(move(BAD))
            .state(TagState.UNPROVEN)
            .build();
    TagFacts facts = facts(Optional.of(contested), treat(TagMode.REJECT));

    assertThat(facts.needsRegistry()).isFalse();
    assertThat(KnowledgeJudge.ofTag(facts, FailureMode.CLOSED))
        .isInstanceOfSatisfying(
            CouldNotAsk.class,
            could ->
                assertThat(could.why())
                    .contains("nobody vouches", "Unproven", "Accept one: " + ACCEPT + "DIGEST"));
    assertThat(facts(Optional.of(contested), treat(TagMode.MOVING)).needsRegistry()).isTrue();
  }

  @Test
  void aQuarantinedDigestIsRefusedWithBothWaysOut() {
    TagFacts facts = facts(Optional.of(overwritten()), treat(TagMode.REJECT));

    assertThat(ofDigest(facts, BAD, Entries.NOON))
        .isEqualTo(
            new Quarantined(
                "%s@%s is quarantined (TagOverwritten): an overwrite of the tag showed it, and nobody accepted it. Use %s, or have it accepted: %s%s"
                    .formatted(Entries.PIZZA, BAD, HELD, ACCEPT, BAD)));
    assertThat(ofDigest(facts, HELD, Entries.NOON)).isEqualTo(new Free());
    assertThat(ofDigest(facts, SHOWN, Entries.NOON)).isEqualTo(new Free());
  }

  @Test
  void aLedgerWithoutObjectsNamesNoCommand() {
    TagFacts facts =
        new TagFacts(
            Entries.PIZZA,
            Optional.of(overwritten()),
            treat(TagMode.REJECT),
            Optional.empty(),
            Optional.empty());

    assertThat(ofDigest(facts, BAD, Entries.NOON))
        .isInstanceOfSatisfying(
            Quarantined.class,
            quarantined ->
                assertThat(quarantined.why()).endsWith("Use " + HELD + ", or have it accepted."));
  }

  @ParameterizedTest
  @EnumSource(
      value = TagMode.class,
      names = {"ALERT", "MOVING", "IGNORE"})
  void whereOverwritesAreNotRejectedNothingIsInQuarantine(TagMode mode) {
    assertThat(ofDigest(facts(Optional.of(overwritten()), treat(mode)), BAD, Entries.NOON))
        .isEqualTo(new Free());
  }

  @Test
  void aBrokenPolicyOpensNoQuarantine() {
    assertThat(ofDigest(facts(Optional.of(overwritten()), BROKEN), BAD, Entries.NOON))
        .isInstanceOf(Quarantined.class);
  }

  @Test
  void anAcceptanceOfTheDigestOpensIsAndOneOfAnotherDoesNot() {
    assertThat(ofDigest(accepting(BAD), BAD, Entries.NOON)).isEqualTo(new Free());
    assertThat(ofDigest(accepting(SHOWN), BAD, Entries.NOON)).isInstanceOf(Quarantined.class);
    assertThat(ofDigest(accepting(BAD), BAD, Entries.NOON.plusSeconds(61)))
        .isInstanceOf(Quarantined.class);
  }

  private static ImageKnowledge ofDigest(TagFacts facts, Digest digest, Instant now) {
    return KnowledgeJudge.ofDigest(facts, digest, List.of(), now);
  }

  private static TagFacts accepting(Digest digest) {
    Acceptance acceptance = new Acceptance(digest, Optional.of(Entries.NOON.plusSeconds(60)));
    return facts(
        Optional.of(
            overwritten()
                .change()
                .acceptances(new Acceptances(List.of(acceptance), List.of()))
                .build()),
        treat(TagMode.REJECT));
  }

  private static TagFacts facts(Optional<TagEntry> entry, PolicyAnswer policy) {
    return new TagFacts(Entries.PIZZA, entry, policy, Optional.empty(), Optional.of(ACCEPT));
  }

  private static PolicyAnswer treat(TagMode mode) {
    return new PolicyAnswer.Treat(new Treatment(mode, false, false, false, "shop/rules[0]"));
  }

  private static RegistryAnswer<Descriptor> found(Digest digest) {
    return new RegistryAnswer.Found<>(new Descriptor(digest, "application/json"));
  }

  private static TagEntry held(TagState state) {
    return TagEntry.blank(Entries.PIZZA, Entries.NOON)
        .change()
        .accept(new AcceptedDigest(HELD, Provenance.SEEN_AFTER_EVENT, true, Entries.NOON))
        .moved(move(HELD))
        .state(state)
        .build();
  }

  private static TagEntry overwritten() {
    return held(TagState.OVERWRITTEN).change().moved(move(BAD)).quarantine(BAD).build();
  }

  private static Move move(Digest to) {
    return new Move(
        Optional.empty(),
        Optional.of(to),
        Entries.NOON,
        new Cause("hub", Optional.empty(), Optional.empty()),
        "FirstSeen");
  }
}
