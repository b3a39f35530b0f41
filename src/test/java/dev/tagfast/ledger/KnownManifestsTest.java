package dev.tagfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownManifestsTest {
  private static final Digest AMD64 = Entries.digest(1);
  private static final Digest ARM64 = Entries.digest(2);
  private static final Digest INDEX = Entries.digest(3);
  private static final Digest REBUILT = Entries.digest(4);
  private static final Digest ATTESTATION = Entries.digest(5);

  private final KnownManifests known =
      SampleManifests.known(
          SampleManifests.index(INDEX, List.of(AMD64, ARM64), List.of(ATTESTATION)),
          SampleManifests.index(REBUILT, List.of(AMD64, ARM64), List.of(Entries.digest(6))));

  @Test
  void anIndexCountsAsItsRebuildAndAChildCountsAsItsIndex() {
    assertThat(known.countsAs(REBUILT, INDEX)).isTrue();
    assertThat(known.countsAs(ARM64, INDEX)).isTrue();
    assertThat(known.countsAs(INDEX, ARM64)).as("an index is more than one child").isFalse();
  }

  @Test
  void aDigestThatWasNeverReadCountsAsItselfAlone() {
    Digest unread = Entries.digest(99);

    assertThat(known.countsAs(unread, unread)).isTrue();
    assertThat(known.countsAs(unread, INDEX)).isFalse();
    assertThat(known.isRunnable(unread)).isFalse();
  }

  @Test
  void alikeAreTheImageItsRebuildsAndWhatItsIndexOffersToRun() {
    assertThat(known.alike(INDEX)).containsExactlyInAnyOrder(INDEX, REBUILT, AMD64, ARM64);
  }

  @Test
  void copiesAreKeptOfTheCurrentDigestsAlone() {
    KnownManifests copies = KnownManifests.NONE.with(copy(INDEX)).with(copy(REBUILT));

    KnownManifests bounded = copies.bounded(Set.of(REBUILT));

    assertThat(bounded.find(INDEX).orElseThrow().copy()).isEmpty();
    assertThat(bounded.find(REBUILT).orElseThrow().copy()).contains("copy");
  }

  @Test
  void theOldestAreForgottenAndNeverTheCurrentOnes() {
    KnownManifests many = KnownManifests.NONE.with(copy(INDEX));
    for (int i = 100; i < 100 + 2 * KnownManifests.MOST; i++) {
      many = many.with(SampleManifests.image(Entries.digest(i)));
    }

    KnownManifests bounded = many.bounded(Set.of(INDEX));

    assertThat(bounded.find(INDEX)).isPresent();
    assertThat(bounded.all()).hasSize(KnownManifests.MOST + 1);
    assertThat(bounded.find(Entries.digest(100))).isEmpty();
    assertThat(bounded.find(Entries.digest(100 + 2 * KnownManifests.MOST - 1))).isPresent();
  }

  @Test
  void aChildOfAQuarantinedIndexIsQuarantinedUnlessTheAcceptedImageHasItToo() {
    Digest bad = Entries.digest(7);
    Digest badChild = Entries.digest(8);
    TagEntry entry =
        TagEntry.blank(Entries.PIZZA, Entries.NOON)
            .change()
            .read(SampleManifests.index(INDEX, List.of(AMD64, ARM64), List.of()))
            .read(SampleManifests.index(bad, List.of(AMD64, badChild), List.of()))
            .accept(new AcceptedDigest(INDEX, Provenance.SEEN_AFTER_EVENT, true, Entries.NOON))
            .quarantine(bad)
            .build();

    assertThat(entry.isQuarantined(bad)).isTrue();
    assertThat(entry.isQuarantined(badChild)).isTrue();
    assertThat(entry.isQuarantined(AMD64)).isFalse();
  }

  private static KnownManifest copy(Digest digest) {
    return new KnownManifest(digest, SampleManifests.image(digest).facts(), Optional.of("copy"));
  }
}
