package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.image.EnumWords;
import dev.tagfast.image.Repository;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.rolling.FollowedRollouts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ledger's entry of one tag. One write of an entry is one compare-and-set.
 *
 * @param key the tag
 * @param generation counts the changes that demanded something; effects are deduplicated by it,
 *     never by event id
 * @param state the state of the tag
 * @param accepted the digest that the tag is held to
 * @param seen the digest that the tag showed last; empty: none
 * @param claimed a digest that an event named and the tag was never seen to have; while the tag is
 *     unproven the first such digest, which speaks against every other
 * @param claims what events named and no later look has decided yet; at most {@value #MOST_CLAIMS}
 * @param moves how often the tag changed in all
 * @param history the last {@value #LONGEST_HISTORY} moves, oldest first
 * @param quarantined digests that an overwrite of this tag showed and that are not accepted, newest
 *     last
 * @param manifests the manifests that were read of the digests that the tag showed
 * @param displaced whether the registry still had the accepted manifest when the tag last moved off
 *     it; empty: the tag never did, or the registry did not answer
 * @param restores when the tag was restored; at most three in an hour
 * @param lookAgain whether the next reconcile must look at the tag, even if nobody follows it
 * @param lookAgainWhy why the last look did not show the tag, for people; empty: it did, or the
 *     registry gave no reason
 * @param told the last {@value #MOST_TOLD} things that every look would report again: ids of
 *     reports, and conditions that last
 * @param outbox the intents that are recorded and not done; reports are dropped to have at most
 *     {@value #MOST_OPEN}
 * @param lease who executes the outbox
 * @param acceptances what people accepted, and which of it was used
 * @param followers the workloads that followed the tag at the last look
 * @param rollouts the rollouts that were begun, and those that go on
 * @param kept the digests that the registry keeps by an anchor, oldest first; at most {@value
 *     #MOST_KEPT}
 * @param since since when the tag is in this state
 * @param readySince since when {@link #ready} answers as it does
 * @param firstSeen when the entry was created
 * @param touched when the entry was written last
 */
public record TagEntry(
    TagKey key,
    long generation,
    TagState state,
    Optional<AcceptedDigest> accepted,
    Optional<Digest> seen,
    Optional<Digest> claimed,
    List<Claim> claims,
    long moves,
    List<Move> history,
    List<Digest> quarantined,
    KnownManifests manifests,
    Optional<Displaced> displaced,
    List<Instant> restores,
    boolean lookAgain,
    Optional<String> lookAgainWhy,
    List<String> told,
    List<Intent> outbox,
    Optional<Lease> lease,
    Acceptances acceptances,
    Followers followers,
    FollowedRollouts rollouts,
    List<KeptDigest> kept,
    Instant since,
    Instant readySince,
    Instant firstSeen,
    Instant touched) {
  public static final int LONGEST_HISTORY = 20;
  public static final int MOST_QUARANTINED = 50;
  public static final int MOST_TOLD = 50;
  public static final int MOST_OPEN = 100;
  public static final int MOST_CLAIMS = 20;
  public static final int LONGEST_WHY = 253;

  /** Far above what is released without a grace period; the anchor of one more would be lost. */
  public static final int MOST_KEPT = 200;

  /** Copies the lists, and keeps the newest elements within their bounds. */
  public TagEntry {
    history = newest(history, LONGEST_HISTORY);
    claims = newest(claims, MOST_CLAIMS);
    quarantined = newest(quarantined, MOST_QUARANTINED);
    Set<Digest> current = new HashSet<>();
    accepted.map(AcceptedDigest::digest).ifPresent(current::add);
    seen.ifPresent(current::add);
    manifests = manifests.bounded(current);
    restores = List.copyOf(restores);
    told = newest(told, MOST_TOLD);
    outbox = OutboxBound.keep(outbox, MOST_OPEN);
    kept = newest(kept, MOST_KEPT);
  }

  /** An entry that holds nothing yet, in state {@code UNCONFIRMED}. */
  public static TagEntry blank(TagKey key, Instant now) {
    return new TagEntry(
        key,
        0,
        TagState.UNCONFIRMED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        0,
        List.of(),
        List.of(),
        KnownManifests.NONE,
        Optional.empty(),
        List.of(),
        false,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Acceptances.NONE,
        Followers.NONE,
        FollowedRollouts.NONE,
        List.of(),
        now,
        now,
        now,
        now);
  }

  /** A builder that changes a copy of this entry. */
  public TagEntryBuilder change() {
    return new TagEntryBuilder(this);
  }

  /**
   * Whether reconcile must look at the tag, even if nobody follows it: an intent is open, the tag
   * waits for a person's acceptance, which no event announces, or a workload was held, which may
   * follow it no more.
   */
  public boolean isUnfinished() {
    return lookAgain
        || !outbox.isEmpty()
        || state.waitsForAPerson()
        || followers.held() > 0
        || !acceptances.answered().isEmpty();
  }

  /** Whether nothing goes on with the tag, or with a follower, until a person does something. */
  public boolean waitsForAPerson() {
    return state.waitsForAPerson()
        || state == TagState.HELD
        || followers.held() > 0
        || !acceptances.answered().isEmpty();
  }

  /** Whether all is as it should be, as a condition of Kubernetes says it. */
  public Ready ready() {
    if (state == TagState.UNCONFIRMED) {
      return Ready.UNKNOWN;
    }
    return state.isReady() && !waitsForAPerson() ? Ready.TRUE : Ready.FALSE;
  }

  /** The status of a condition. */
  public enum Ready {
    TRUE,
    FALSE,
    UNKNOWN;

    /** The word of {@code metav1.ConditionStatus}. */
    public String word() {
      return EnumWords.word(this);
    }
  }

  /** The digests that the ledger knows of the tag, for a person who names one by its beginning. */
  public Set<Digest> knownDigests() {
    Set<Digest> known = new LinkedHashSet<>(quarantined);
    accepted.map(AcceptedDigest::digest).ifPresent(known::add);
    seen.ifPresent(known::add);
    claimed.ifPresent(known::add);
    claims.forEach(claim -> known.add(claim.digest()));
    history.forEach(
        move -> {
          move.from().ifPresent(known::add);
          move.to().ifPresent(known::add);
        });
    return known;
  }

  /**
   * Whether the tag is in this repository.
   *
   * @param digest only if the tag is also held to this digest or to an index that lists it, or
   *     showed one of them last; empty: any
   */
  public boolean isOf(Repository repository, Optional<Digest> digest) {
    return key.repository().equals(repository)
        && (digest.isEmpty()
            || accepted.filter(held -> isPartOf(digest.get(), held.digest())).isPresent()
            || seen.filter(shown -> isPartOf(digest.get(), shown)).isPresent());
  }

  /**
   * Whether the digest is quarantined for this tag: an overwrite showed it, or an index that lists
   * it. What the accepted image has in common with a quarantined one stays free.
   */
  public boolean isQuarantined(Digest digest) {
    return quarantined.stream().anyMatch(bad -> isPartOf(digest, bad))
        && accepted.filter(held -> manifests.countsAs(digest, held.digest())).isEmpty();
  }

  private boolean isPartOf(Digest digest, Digest whole) {
    return digest.equals(whole) || manifests.isChild(digest, whole);
  }

  /** What is known of the anchor of this digest; empty: none was made for this tag. */
  public Optional<KeptDigest> kept(Digest digest) {
    return kept.stream().filter(one -> one.digest().equals(digest)).findFirst();
  }

  /** Whether no anchor was made for this tag, and none is owed. */
  public boolean keepsNothing() {
    return kept.isEmpty() && outbox.stream().noneMatch(Intent.Anchor.class::isInstance);
  }

  /** Whether an anchor of this digest is demanded and not put yet. */
  public boolean owesAnchor(Digest digest) {
    return outbox.stream()
        .anyMatch(open -> open instanceof Intent.Anchor anchor && anchor.digest().equals(digest));
  }

  /** Whether the tag ever showed the digest, within the history that the ledger keeps. */
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
