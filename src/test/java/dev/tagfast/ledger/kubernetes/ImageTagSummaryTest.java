package dev.tagfast.ledger.kubernetes;

import static dev.tagfast.ledger.Entries.NOON;
import static dev.tagfast.ledger.Entries.PIZZA;
import static dev.tagfast.ledger.Entries.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.decide.Reason;
import dev.tagfast.ledger.Acceptances;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Entries;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import dev.tagfast.ledger.UnreadAcceptance;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person reads in {@code kubectl get imagetags}. */
class ImageTagSummaryTest {
  private static final Cause NOBODY = new Cause("hub", Optional.empty(), Optional.empty());
  private static final Cause MALLORY = new Cause("hub", Optional.empty(), Optional.of("mallory"));

  @Test
  void aSourceIsNotCalledAPerson() {
    assertThat(why(entry(TagState.OVERWRITTEN, Reason.TAG_OVERWRITTEN, NOBODY)))
        .contains(", seen through hub: accept it")
        .doesNotContain("by hub");
    assertThat(why(entry(TagState.OVERWRITTEN, Reason.TAG_OVERWRITTEN, MALLORY)))
        .contains(", by mallory: accept it");
  }

  @Test
  void whoOverwroteATagDidNotPutItBack() {
    assertThat(ImageTagSummary.columns(entry(TagState.CURRENT, Reason.TAG_RESTORED, MALLORY)))
        .containsEntry("by", "tagfast");
    assertThat(ImageTagSummary.columns(entry(TagState.CURRENT, Reason.TAG_RETURNED, MALLORY)))
        .containsEntry("by", "mallory");
  }

  @Test
  void aHeldTagSaysWhichOfTheTwoCausesItHas() {
    assertThat(why(entry(TagState.HELD, Reason.NOT_RUNNABLE, MALLORY)))
        .contains("no container can run")
        .doesNotContain("polic");
    assertThat(
            why(
                entry(TagState.HELD, Reason.FIRST_SEEN, MALLORY)
                    .change()
                    .claimed(Optional.of(digest(3)))
                    .build()))
        .contains(digest(3).abbreviated() + " is not judged", "kubectl get tagpolicies")
        .doesNotContain("no container can run");
  }

  @Test
  void anAcceptanceThatIsNotUnderstoodIsQuoted() {
    TagEntry entry =
        entry(TagState.CURRENT, Reason.FIRST_SEEN, MALLORY)
            .change()
            .acceptances(
                new Acceptances(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(new UnreadAcceptance("The annotation", "yes", "It is no digest."))))
            .build();

    assertThat(why(entry))
        .isEqualTo("It shows its accepted digest. The annotation says \"yes\". It is no digest.");
  }

  @Test
  void theWordsOfWhatWaitsForTimeAreThoseOfTheReasons() {
    assertThat(ImageTagSummary.WAITING)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Reason.values()).filter(Reason::waitsForTime).map(Reason::word).toList());
  }

  private static String why(TagEntry entry) {
    return (String) ImageTagSummary.ready(entry).get("message");
  }

  private static TagEntry entry(TagState state, Reason reason, Cause cause) {
    return Entries.small(PIZZA)
        .change()
        .state(state)
        .accept(new AcceptedDigest(digest(1), Provenance.SEEN_AFTER_EVENT, true, NOON))
        .moved(new Move(Optional.of(digest(1)), Optional.of(digest(2)), NOON, cause, reason.word()))
        .build();
  }
}
