package dev.tagfast.ledger;

import static dev.tagfast.ledger.Entries.NOON;
import static dev.tagfast.ledger.Entries.PIZZA;
import static dev.tagfast.ledger.Entries.digest;
import static dev.tagfast.ledger.Entries.full;
import static dev.tagfast.ledger.Entries.key;
import static dev.tagfast.ledger.Entries.small;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.TagLedger.Versioned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Tests what every store of the ledger must do. */
public abstract class TagLedgerContract {
  private static final int WRITERS = 8;

  /** An empty ledger. */
  protected abstract TagLedger ledger();

  /** Accepts a digest as a person does. */
  protected abstract void accept(TagKey key, Acceptance acceptance);

  @Test
  void whatWasNeverWrittenIsAbsent() {
    assertThat(ledger().read(PIZZA)).isEmpty();
    assertThat(ledger().unfinished()).isEmpty();
    assertThat(ledger().all()).isEmpty();
  }

  @Test
  void everythingInAnEntryComesBack() {
    Optional<String> version = ledger().write(full(PIZZA), Optional.empty());

    Versioned read = ledger().read(PIZZA).orElseThrow();
    assertThat(read.entry()).isEqualTo(full(PIZZA));
    assertThat(version).contains(read.version());
  }

  @Test
  void whatIsTakenAwayIsGone() {
    Optional<String> version = ledger().write(full(PIZZA), Optional.empty());

    Optional<String> second = ledger().write(small(PIZZA), version);

    assertThat(second).isPresent().isNotEqualTo(version);
    assertThat(ledger().read(PIZZA)).contains(new Versioned(small(PIZZA), second.orElseThrow()));
  }

  @Test
  void anEntryIsMadeOnlyOnce() {
    assertThat(ledger().write(small(PIZZA), Optional.empty())).isPresent();
    assertThat(ledger().write(full(PIZZA), Optional.empty())).isEmpty();
    assertThat(ledger().read(PIZZA).orElseThrow().entry()).isEqualTo(small(PIZZA));
  }

  @Test
  void ofManyFirstWritersOneWins() throws Exception {
    List<Optional<String>> results =
        atOnce(
            number ->
                ledger()
                    .write(
                        small(PIZZA).change().quarantine(digest(number)).build(),
                        Optional.empty()));

    assertThat(results).filteredOn(Optional::isPresent).hasSize(1);
    int winner = results.indexOf(results.stream().filter(Optional::isPresent).findAny().get());
    assertThat(ledger().read(PIZZA).orElseThrow().entry().quarantined())
        .containsExactly(digest(winner));
  }

  @Test
  void noUpdateIsLost() throws Exception {
    ledger().write(small(PIZZA), Optional.empty());
    int each = 5;

    atOnce(
        number -> {
          for (int i = 0; i < each; i++) {
            while (!increments(number)) {
              Thread.onSpinWait();
            }
          }
          return number;
        });

    TagEntry sum = ledger().read(PIZZA).orElseThrow().entry();
    assertThat(sum.generation()).isEqualTo((long) WRITERS * each);
    assertThat(sum.outbox()).hasSize(WRITERS * each);
  }

  private boolean increments(int number) {
    Versioned read = ledger().read(PIZZA).orElseThrow();
    TagEntry next =
        read.entry()
            .change()
            .nextGeneration()
            .demand(
                new Intent.Rollout(
                    digest(number), new Cause("test", Optional.empty(), Optional.empty())))
            .build();
    return ledger().write(next, Optional.of(read.version())).isPresent();
  }

  @Test
  void aStaleWriteIsRefused() {
    Optional<String> first = ledger().write(small(PIZZA), Optional.empty());
    TagEntry faster = small(PIZZA).change().nextGeneration().build();
    Optional<String> second = ledger().write(faster, first);

    assertThat(ledger().write(full(PIZZA), first)).isEmpty();
    assertThat(ledger().read(PIZZA)).contains(new Versioned(faster, second.orElseThrow()));
  }

  @Test
  void aWriteOfWhatIsGoneIsRefused() {
    String version = ledger().write(small(PIZZA), Optional.empty()).orElseThrow();
    assertThat(ledger().remove(PIZZA, version)).isTrue();

    assertThat(ledger().write(full(PIZZA), Optional.of(version))).isEmpty();
    assertThat(ledger().read(PIZZA)).isEmpty();
  }

  @Test
  void aVersionOfAFormerEntryIsStale() {
    String former = ledger().write(small(PIZZA), Optional.empty()).orElseThrow();
    ledger().remove(PIZZA, former);
    ledger().write(small(PIZZA), Optional.empty());

    assertThat(ledger().write(full(PIZZA), Optional.of(former))).isEmpty();
    assertThat(ledger().remove(PIZZA, former)).isFalse();
  }

  @Test
  void aStaleRemovalIsRefused() {
    Optional<String> first = ledger().write(small(PIZZA), Optional.empty());
    ledger().write(small(PIZZA).change().nextGeneration().build(), first);

    assertThat(ledger().remove(PIZZA, first.orElseThrow())).isFalse();
    assertThat(ledger().read(PIZZA)).isPresent();
  }

  @Test
  void whatIsUnfinishedIsFoundUntilItIsFinished() {
    TagKey finished = key("ghcr.io/team/app:1.0.0");
    TagKey toLookAt = key("ghcr.io/team/app:1.0.1");
    ledger().write(small(finished), Optional.empty());
    ledger().write(small(toLookAt).change().lookAgain(true).build(), Optional.empty());
    Optional<String> version = ledger().write(full(PIZZA), Optional.empty());
    assertThat(ledger().unfinished())
        .extracting(found -> found.entry().key())
        .containsExactlyInAnyOrder(PIZZA, toLookAt);
    assertThat(ledger().all()).hasSize(3);

    TagEntry waiting = full(PIZZA).change().done(full(PIZZA).outbox()).lookAgain(false).build();
    Optional<String> next = ledger().write(waiting, version);
    assertThat(ledger().unfinished())
        .as("an overwritten tag waits for a person")
        .extracting(found -> found.entry().key())
        .containsExactlyInAnyOrder(PIZZA, toLookAt);
    TagEntry current =
        waiting
            .change()
            .state(TagState.CURRENT)
            .acceptances(Acceptances.NONE)
            .followers(Followers.NONE)
            .build();
    ledger().write(current, next);

    assertThat(ledger().unfinished())
        .extracting(found -> found.entry().key())
        .containsExactly(toLookAt);
  }

  @Test
  void theTagsOfARepositoryAreFoundAndThoseOfNoOther() {
    TagKey sibling = key("registry.example:5000/pizza:today");
    List.of(
            PIZZA,
            sibling,
            key("registry.example:5000/pizza/today:today"),
            key("other.example:5000/pizza:today"))
        .forEach(key -> ledger().write(small(key), Optional.empty()));

    assertThat(ledger().ofRepository(PIZZA.repository(), Optional.empty()))
        .extracting(found -> found.entry().key())
        .containsExactlyInAnyOrder(PIZZA, sibling);
  }

  @Test
  void aDigestIsFoundByTheTagsHeldToItAndByThoseThatShowIt() {
    TagKey held = key("registry.example:5000/pizza:1.0.0");
    TagKey other = key("registry.example:5000/pizza:1.0.1");
    TagKey elsewhere = key("registry.example:5000/calzone:1.0.0");
    ledger().write(current(held, 2), Optional.empty());
    ledger().write(current(other, 3), Optional.empty());
    ledger().write(current(elsewhere, 2), Optional.empty());
    TagEntry overwritten = full(PIZZA).change().done(full(PIZZA).outbox()).lookAgain(false).build();
    ledger().write(overwritten, Optional.empty());

    assertThat(ledger().ofRepository(PIZZA.repository(), Optional.of(digest(2))))
        .as("PIZZA is held to 1 and was seen to show 2")
        .extracting(found -> found.entry().key())
        .containsExactlyInAnyOrder(PIZZA, held);
    assertThat(ledger().ofRepository(PIZZA.repository(), Optional.of(digest(1))))
        .extracting(found -> found.entry().key())
        .containsExactly(PIZZA);
    assertThat(ledger().ofRepository(PIZZA.repository(), Optional.of(digest(9)))).isEmpty();
  }

  @Test
  void whatWasFoundByItsRepositoryCanBeWrittenOn() {
    ledger().write(small(PIZZA), Optional.empty());
    Versioned found = ledger().ofRepository(PIZZA.repository(), Optional.empty()).getFirst();

    assertThat(ledger().write(full(PIZZA), Optional.of(found.version()))).isPresent();
  }

  private static TagEntry current(TagKey key, int number) {
    return small(key)
        .change()
        .state(TagState.CURRENT)
        .moved(
            new Move(
                Optional.empty(),
                Optional.of(digest(number)),
                NOON,
                new Cause("test", Optional.empty(), Optional.empty()),
                "FIRST_SEEN"))
        .accept(new AcceptedDigest(digest(number), Provenance.SEEN_AFTER_EVENT, true, NOON))
        .build();
  }

  @Test
  void whatWasFoundUnfinishedCanBeWrittenOn() {
    ledger().write(full(PIZZA), Optional.empty());
    Versioned found = ledger().unfinished().getFirst();

    assertThat(ledger().write(small(PIZZA), Optional.of(found.version()))).isPresent();
  }

  @Test
  void namesThatDifferInCaseOrPunctuationAreDifferentTags() {
    List<TagKey> keys =
        List.of(
            key("ghcr.io/team/app:App"),
            key("ghcr.io/team/app:app"),
            key("ghcr.io/team/app:a-pp"),
            key("ghcr.io/team/app:a.pp"),
            key("ghcr.io/team-app:app"),
            key("quay.io/team/app:app"));
    keys.forEach(key -> assertThat(ledger().write(small(key), Optional.empty())).isPresent());

    keys.forEach(key -> assertThat(ledger().read(key).orElseThrow().entry()).isEqualTo(small(key)));
  }

  @Test
  void aPersonsWordIsReadAndNeverWritten() {
    Acceptance acceptance = new Acceptance(digest(2), Optional.of(NOON.plusSeconds(3600)));
    ledger().write(small(PIZZA), Optional.empty());
    accept(PIZZA, acceptance);
    Versioned read = ledger().read(PIZZA).orElseThrow();
    assertThat(read.entry().acceptances().written())
        .singleElement()
        .satisfies(written -> assertThat(written.isSameAs(acceptance)).isTrue());

    // An entry without the acceptance is written over it.
    ledger().write(full(PIZZA), Optional.of(read.version()));

    assertThat(ledger().read(PIZZA).orElseThrow().entry())
        .isEqualTo(
            full(PIZZA)
                .change()
                .acceptances(
                    full(PIZZA)
                        .acceptances()
                        .beside(read.entry().acceptances().written(), List.of()))
                .build());
  }

  @Test
  void aPersonsWordMakesWhatWasReadBeforeStale() {
    Optional<String> version = ledger().write(small(PIZZA), Optional.empty());
    accept(PIZZA, new Acceptance(digest(2), Optional.empty()));

    assertThat(ledger().write(full(PIZZA), version)).isEmpty();
  }

  private interface NumberedTask<T> {
    T run(int number) throws Exception;
  }

  private static <T> List<T> atOnce(NumberedTask<T> task) throws Exception {
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> tasks = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int number = i;
        tasks.add(
            () -> {
              start.await();
              return task.run(number);
            });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    }
  }
}
