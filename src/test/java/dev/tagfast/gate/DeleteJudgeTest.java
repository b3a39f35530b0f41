package dev.tagfast.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Entries;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.SampleManifests;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeleteJudgeTest {
  private static final Digest HELD = Entries.digest(11);
  private static final Digest CHILD = Entries.digest(1);
  private static final Digest BAD = Entries.digest(13);
  private static final GatePolicy REFUSE =
      new GatePolicy(GatePolicy.Guard.REFUSE, false, "default/full-version");
  private static final GatePolicy WARN =
      new GatePolicy(GatePolicy.Guard.WARN, false, "shop/rules[0]");
  private static final GatePolicy NONE =
      new GatePolicy(GatePolicy.Guard.NONE, false, "default/other");

  @Test
  void aProtectedTagIsNotDeletedAlsoOneThatTheLedgerDoesNotKnow() {
    assertThat(DeleteJudge.ofTag(affected(REFUSE), Optional.empty(), true))
        .isInstanceOfSatisfying(
            GateVerdict.Refuse.class,
            refusal ->
                assertThat(refusal.message())
                    .contains(Entries.PIZZA.toString(), "mode: Alert")
                    .doesNotContain("\n"));
  }

  @Test
  void ofATagThatIsGoneTheRegistryMaySayIt() {
    TagEntry tombstone = held().change().state(TagState.DELETED).build();

    assertThat(DeleteJudge.ofTag(affected(REFUSE), Optional.of(tombstone), true))
        .isEqualTo(new GateVerdict.Pass());
  }

  @Test
  void anAlertAndObserveModeWarn() {
    assertThat(DeleteJudge.ofTag(affected(WARN), Optional.of(held()), true))
        .isInstanceOf(GateVerdict.PassWithWarning.class);
    assertThat(DeleteJudge.ofTag(affected(REFUSE), Optional.of(held()), false))
        .isInstanceOf(GateVerdict.PassWithWarning.class);
  }

  @Test
  void aManifestOfAProtectedTagStaysAndOneOfMovingTagsGoes() {
    assertThat(DeleteJudge.ofDigest(List.of(affected(NONE), affected(REFUSE)), true))
        .isInstanceOf(GateVerdict.Refuse.class);
    assertThat(DeleteJudge.ofDigest(List.of(affected(NONE)), true))
        .isEqualTo(new GateVerdict.Pass());
    assertThat(DeleteJudge.ofDigest(List.of(), true)).isEqualTo(new GateVerdict.Pass());
  }

  @Test
  void theDigestOfATagAndTheChildrenOfItsIndexAreShownByIt() {
    assertThat(DeleteJudge.isShownBy(held(), HELD)).isTrue();
    assertThat(DeleteJudge.isShownBy(held(), CHILD)).isTrue();
    assertThat(DeleteJudge.isShownBy(held(), BAD)).isFalse();
  }

  @Test
  void whatOverwroteTheTagMayBeDeleted() {
    TagEntry overwritten =
        held().change().moved(move(BAD)).quarantine(BAD).state(TagState.OVERWRITTEN).build();

    assertThat(DeleteJudge.isShownBy(overwritten, BAD)).isFalse();
    assertThat(DeleteJudge.isShownBy(overwritten, HELD)).isTrue();
  }

  private static DeleteJudge.Affected affected(GatePolicy policy) {
    return new DeleteJudge.Affected(Entries.PIZZA, policy);
  }

  private static TagEntry held() {
    return TagEntry.blank(Entries.PIZZA, Entries.NOON)
        .change()
        .accept(new AcceptedDigest(HELD, Provenance.SEEN_AFTER_EVENT, true, Entries.NOON))
        .moved(move(HELD))
        .read(SampleManifests.index(HELD, List.of(CHILD), List.of()))
        .state(TagState.CURRENT)
        .build();
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
