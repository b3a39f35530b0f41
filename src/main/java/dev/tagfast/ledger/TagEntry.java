package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.TagKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that the ledger knows of one tag. One write of it is one compare-and-set.
 *
 * @param key the tag
 * @param generation counts the changes that demanded something; effects are deduplicated by it,
 *     never by event id
 * @param state how the tag stands
 * @param accepted the digest it is held to
 * @param seen what it showed last; empty: nothing
 * @param claimed what an event named and the tag was never seen to have
 * @param moves how often it changed, in all
 * @param history the last {@value #LONGEST_HISTORY} moves, oldest first
 * @param quarantined digests seen by an overwrite of this tag and not accepted, newest last
 * @param manifests what was read of the digests that it showed
 * @param displaced whether the registry still had the accepted manifest when the tag last moved off
 *     it; empty: it never did, or nobody could tell
 * @param restores when it was restored: at most three in an hour
 * @param lookAgain whether the next reconcile must look, whoever follows it
 * @param told ids of the last {@value #MOST_TOLD} reports that every look would bring again
 * @param outbox what is recorded and not done; of one tag at most {@value #MOST_OPEN} things can be
 *     owed
 * @param lease who is doing it
 * @param acceptance what a person accepted; read from {@code spec}, never written by us
 * @param firstSeen when the entry was made
 * @param touched when it was written last
 */
public record TagEntry(
    TagKey key,
    long generation,
    TagState state,
    Optional<AcceptedDigest> accepted,
    Optional<Digest> seen,
    Optional<Digest> claimed,
    long moves,
    List<Move> history,
    List<Digest> quarantined,
    KnownManifests manifests,
    Optional<Displaced> displaced,
    List<Instant> restores,
    boolean lookAgain,
    List<String> told,
    List<Intent> outbox,
    Optional<Lease> lease,
    Optional<Acceptance> acceptance,
    Instant firstSeen,
    Instant touched) {
  public static final int LONGEST_HISTORY = 20;
  public static final int MOST_QUARANTINED = 50;
  public static final int MOST_TOLD = 50;
  public static final int MOST_OPEN = 100;

  /** Copies the lists and keeps them within their bounds. */
  public TagEntry {
    history = newest(history, LONGEST_HISTORY);
    quarantined = newest(quarantined, MOST_QUARANTINED);
    Set<Digest> current = new HashSet<>();
    accepted.map(AcceptedDigest::digest).ifPresent(current::add);
    seen.ifPresent(current::add);
    manifests = manifests.bounded(current);
    restores = List.copyOf(restores);
    told = newest(told, MOST_TOLD);
    outbox = newest(outbox, MOST_OPEN);
  }

  /** An entry about which nothing is known yet. */
  public static TagEntry blank(TagKey key, Instant now) {
    return new TagEntry(
        key,
        0,
        TagState.UNCONFIRMED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        List.of(),
        List.of(),
        KnownManifests.NONE,
        Optional.empty(),
        List.of(),
        false,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        now,
        now);
  }

  /** A builder to change a copy with. */
  public TagEntryBuilder change() {
    return new TagEntryBuilder(this);
  }

  /**
   * Whether reconcile must look, whoever follows the tag: something is recorded and not done, or
   * the tag waits for a person's word, which no event tells of.
   */
  public boolean isUnfinished() {
    return lookAgain || !outbox.isEmpty() || state.waitsForAPerson();
  }

  /**
   * Whether it is one of this repository.
   *
   * @param digest and held to this digest or to an index that lists it, or showed it last; empty:
   *     whatever it shows
   */
  public boolean isOf(Repository repository, Optional<Digest> digest) {
    return key.repository().equals(repository)
        && (digest.isEmpty()
            || accepted.filter(held -> isPartOf(digest.get(), held.digest())).isPresent()
            || seen.filter(shown -> isPartOf(digest.get(), shown)).isPresent());
  }

  private boolean isPartOf(Digest digest, Digest whole) {
    return digest.equals(whole) || manifests.isChild(digest, whole);
  }

  /**
   * Whether the digest is quarantined for this tag, as itself or as a child of a quarantined index.
   * What the accepted image shares with a quarantined one stays free.
   */
  public boolean isQuarantined(Digest digest) {
    return quarantined.stream().anyMatch(bad -> isPartOf(digest, bad))
        && accepted.filter(held -> manifests.countsAs(digest, held.digest())).isEmpty();
  }

  /** Whether this ledger ever saw the tag point at the digest, within the history it keeps. */
  public boolean hasSeen(Digest digest) {
    return seen.filter(digest::equals).isPresent()
        || history.stream()
            .anyMatch(
                move ->
                    move.to().filter(digest::equals).isPresent()
                        || move.from().filter(digest::equals).isPresent());
  }

  private static <T> List<T> newest(List<T> all, int most) {
    return List.copyOf(
        all.size() <= most ? all : new ArrayList<>(all.subList(all.size() - most, all.size())));
  }
}
