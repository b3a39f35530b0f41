package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes a copy of an entry; what is not named stays. */
public final class TagEntryBuilder {
  private final TagKey key;
  private final Instant firstSeen;
  private Optional<Acceptance> acceptance;
  private final List<Move> history;
  private final List<Digest> quarantined;
  private KnownManifests manifests;
  private Optional<Displaced> displaced;
  private List<Instant> restores;
  private final List<String> told;
  private final List<Intent> outbox;
  private long generation;
  private TagState state;
  private Optional<AcceptedDigest> accepted;
  private Optional<Digest> seen;
  private Optional<Digest> claimed;
  private long moves;
  private boolean lookAgain;
  private Optional<Lease> lease;
  private Instant touched;

  TagEntryBuilder(TagEntry before) {
    key = before.key();
    firstSeen = before.firstSeen();
    acceptance = before.acceptance();
    history = new ArrayList<>(before.history());
    quarantined = new ArrayList<>(before.quarantined());
    manifests = before.manifests();
    displaced = before.displaced();
    restores = before.restores();
    told = new ArrayList<>(before.told());
    outbox = new ArrayList<>(before.outbox());
    generation = before.generation();
    state = before.state();
    accepted = before.accepted();
    seen = before.seen();
    claimed = before.claimed();
    moves = before.moves();
    lookAgain = before.lookAgain();
    lease = before.lease();
    touched = before.touched();
  }

  /** The next generation: something is demanded. */
  public TagEntryBuilder nextGeneration() {
    generation++;
    return this;
  }

  /** How the tag stands now. */
  public TagEntryBuilder state(TagState now) {
    state = now;
    return this;
  }

  /** The digest it is held to from now on, which is no longer in quarantine. */
  public TagEntryBuilder accept(AcceptedDigest now) {
    accepted = Optional.of(now);
    quarantined.remove(now.digest());
    return this;
  }

  /** What it shows, with the move that led there. */
  public TagEntryBuilder moved(Move move) {
    seen = move.to();
    moves++;
    history.add(move);
    return this;
  }

  /** What an event named and the tag does not have; empty: no longer anything. */
  public TagEntryBuilder claimed(Optional<Digest> now) {
    claimed = now;
    return this;
  }

  /** Not to be rolled out for this tag. */
  public TagEntryBuilder quarantine(Digest digest) {
    quarantined.remove(digest);
    quarantined.add(digest);
    return this;
  }

  /** What was read of a digest. */
  public TagEntryBuilder read(KnownManifest manifest) {
    manifests = manifests.with(manifest);
    return this;
  }

  /** What the registry did with the accepted manifest when the tag moved off it. */
  public TagEntryBuilder displaced(Displaced now) {
    displaced = Optional.of(now);
    return this;
  }

  /** When the tag was restored, as far back as it counts. */
  public TagEntryBuilder restores(List<Instant> now) {
    restores = now;
    return this;
  }

  /** Whether the next reconcile must look. */
  public TagEntryBuilder lookAgain(boolean now) {
    lookAgain = now;
    return this;
  }

  /** Reports that need not be told again. */
  public TagEntryBuilder told(List<String> ids) {
    told.removeAll(ids);
    told.addAll(ids);
    return this;
  }

  /** Demands something more. */
  public TagEntryBuilder demand(Intent intent) {
    outbox.add(intent);
    return this;
  }

  /**
   * Takes back what was demanded of rollouts and restores: the world moved on. Reports stay owed.
   */
  public TagEntryBuilder dropEffects() {
    outbox.removeIf(intent -> !(intent instanceof Intent.Tell));
    return this;
  }

  /** What was done. */
  public TagEntryBuilder done(List<Intent> intents) {
    outbox.removeAll(intents);
    return this;
  }

  /** Who carries out the outbox; empty: nobody. */
  public TagEntryBuilder lease(Optional<Lease> now) {
    lease = now;
    return this;
  }

  /** What a person said; for stores, which read it, and never written back. */
  public TagEntryBuilder acceptance(Optional<Acceptance> said) {
    acceptance = said;
    return this;
  }

  /** When this is written. */
  public TagEntryBuilder touched(Instant now) {
    touched = now;
    return this;
  }

  /** The changed copy. */
  public TagEntry build() {
    return new TagEntry(
        key,
        generation,
        state,
        accepted,
        seen,
        claimed,
        moves,
        history,
        quarantined,
        manifests,
        displaced,
        restores,
        lookAgain,
        told,
        outbox,
        lease,
        acceptance,
        firstSeen,
        touched);
  }
}
