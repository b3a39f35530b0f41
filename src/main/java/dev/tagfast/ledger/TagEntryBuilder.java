package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.rolling.FollowedRollouts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds a changed copy of an entry; what is not set stays. */
public final class TagEntryBuilder {
  private final TagKey key;
  private final Instant firstSeen;
  private final TagEntry before;
  private Acceptances acceptances;
  private Followers followers;
  private FollowedRollouts rollouts;
  private Instant changeTime;
  private final List<Claim> claims;
  private final List<Move> history;
  private final List<Digest> quarantined;
  private KnownManifests manifests;
  private Optional<Displaced> displaced;
  private List<Instant> restores;
  private final List<String> told;
  private final List<Intent> outbox;
  private final List<KeptDigest> kept;
  private long generation;
  private TagState state;
  private Optional<AcceptedDigest> accepted;
  private Optional<Digest> seen;
  private Optional<Digest> claimed;
  private long moves;
  private boolean lookAgain;
  private Optional<String> lookAgainWhy;
  private Optional<Lease> lease;
  private Instant touched;

  TagEntryBuilder(TagEntry before) {
    this.before = before;
    key = before.key();
    firstSeen = before.firstSeen();
    acceptances = before.acceptances();
    followers = before.followers();
    rollouts = before.rollouts();
    changeTime = before.touched();
    claims = new ArrayList<>(before.claims());
    history = new ArrayList<>(before.history());
    quarantined = new ArrayList<>(before.quarantined());
    manifests = before.manifests();
    displaced = before.displaced();
    restores = before.restores();
    told = new ArrayList<>(before.told());
    outbox = new ArrayList<>(before.outbox());
    kept = new ArrayList<>(before.kept());
    generation = before.generation();
    state = before.state();
    accepted = before.accepted();
    seen = before.seen();
    claimed = before.claimed();
    moves = before.moves();
    lookAgain = before.lookAgain();
    lookAgainWhy = before.lookAgainWhy();
    lease = before.lease();
    touched = before.touched();
  }

  /** Counts a generation: something is demanded. */
  public TagEntryBuilder nextGeneration() {
    generation++;
    return this;
  }

  /** Sets the state of the tag. */
  public TagEntryBuilder state(TagState now) {
    state = now;
    return this;
  }

  /** Sets the digest that the tag is held to, and takes it out of quarantine. */
  public TagEntryBuilder accept(AcceptedDigest now) {
    accepted = Optional.of(now);
    quarantined.remove(now.digest());
    return this;
  }

  /** Adds a move, and sets the digest that the tag shows to its target. */
  public TagEntryBuilder moved(Move move) {
    seen = move.to();
    moves++;
    history.add(move);
    return this;
  }

  /** Sets the digest that an event named and the tag does not show; empty: none. */
  public TagEntryBuilder claimed(Optional<Digest> now) {
    claimed = now;
    return this;
  }

  /** Adds a digest that is not to be rolled out for this tag. */
  public TagEntryBuilder quarantine(Digest digest) {
    quarantined.remove(digest);
    quarantined.add(digest);
    return this;
  }

  /** Adds a manifest that was read; it replaces what was known of its digest. */
  public TagEntryBuilder read(KnownManifest manifest) {
    manifests = manifests.with(manifest);
    return this;
  }

  /** Sets what the registry did with the accepted manifest when the tag moved off it. */
  public TagEntryBuilder displaced(Displaced now) {
    displaced = Optional.of(now);
    return this;
  }

  /** Sets when the tag was restored, within the window that counts. */
  public TagEntryBuilder restores(List<Instant> now) {
    restores = now;
    return this;
  }

  /** Sets whether the next reconcile must look at the tag. */
  public TagEntryBuilder lookAgain(boolean now) {
    lookAgain = now;
    return this;
  }

  /** Sets why the last look did not show the tag; empty: it did, or nothing is known. */
  public TagEntryBuilder lookAgainWhy(Optional<String> now) {
    lookAgainWhy = now;
    return this;
  }

  /** Adds the ids of reports that must not be created again. */
  public TagEntryBuilder told(List<String> ids) {
    told.removeAll(ids);
    told.addAll(ids);
    return this;
  }

  /** Removes what was told of and is over, so that it is told of again when it begins again. */
  public TagEntryBuilder forget(List<String> ids) {
    told.removeAll(ids);
    return this;
  }

  /** Adds an intent to the outbox. */
  public TagEntryBuilder demand(Intent intent) {
    outbox.add(intent);
    return this;
  }

  /**
   * Removes rollouts and restores from the outbox, because a newer verdict replaces them. Reports
   * stay, and anchors: what was rolled out before may run for a while.
   */
  public TagEntryBuilder dropEffects() {
    outbox.removeIf(
        intent ->
            switch (intent) {
              case Intent.Rollout _, Intent.Restore _ -> true;
              case Intent.Tell _, Intent.Anchor _ -> false;
            });
    return this;
  }

  /** Removes executed intents from the outbox. */
  public TagEntryBuilder done(List<Intent> intents) {
    outbox.removeAll(intents);
    return this;
  }

  /** Sets what is known of the anchor of a digest. */
  public TagEntryBuilder kept(KeptDigest now) {
    kept.removeIf(one -> one.digest().equals(now.digest()));
    kept.add(now);
    return this;
  }

  /** Removes what is known of the anchor of a digest. */
  public TagEntryBuilder released(Digest digest) {
    kept.removeIf(one -> one.digest().equals(digest));
    return this;
  }

  /** Sets who executes the outbox; empty: nobody. */
  public TagEntryBuilder lease(Optional<Lease> now) {
    lease = now;
    return this;
  }

  /** Sets what people accepted, and which of it was used. */
  public TagEntryBuilder acceptances(Acceptances now) {
    acceptances = now;
    return this;
  }

  /** Adds what an event named, for a later look to decide. */
  public TagEntryBuilder claim(Claim claim) {
    claims.remove(claim);
    claims.add(claim);
    return this;
  }

  /** Removes the claims that a look has decided. */
  public TagEntryBuilder decided(List<Claim> decided) {
    claims.removeAll(decided);
    return this;
  }

  /** Sets who follows the tag; nothing changes where only details differ. */
  public TagEntryBuilder followers(Followers found) {
    if (!found.isLike(followers)) {
      followers = found;
    }
    return this;
  }

  /**
   * Sets which rollouts were begun and go on. What is patched from now on has a generation that is
   * not told yet.
   */
  public TagEntryBuilder rollouts(FollowedRollouts now) {
    rollouts = now;
    generation = Math.max(generation, now.toldBelow());
    return this;
  }

  /** Sets when the changes happen, without saying that the entry is written. */
  public TagEntryBuilder at(Instant time) {
    changeTime = time;
    return this;
  }

  /** Sets when the entry is written. */
  public TagEntryBuilder touched(Instant time) {
    touched = time;
    changeTime = time;
    return this;
  }

  /** The changed copy, within the bounds of {@link TagEntry}. */
  public TagEntry build() {
    Instant since = state == before.state() ? before.since() : changeTime;
    TagEntry next = with(since, before.readySince());
    return next.ready() == before.ready() ? next : with(since, changeTime);
  }

  private TagEntry with(Instant since, Instant readySince) {
    return new TagEntry(
        key,
        generation,
        state,
        accepted,
        seen,
        claimed,
        claims,
        moves,
        history,
        quarantined,
        manifests,
        displaced,
        restores,
        lookAgain,
        lookAgainWhy,
        told,
        outbox,
        lease,
        acceptances,
        followers,
        rollouts,
        kept,
        since,
        readySince,
        firstSeen,
        touched);
  }
}
