package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Displaced;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.KnownManifest;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagEntryBuilder;
import dev.tagfast.ledger.TagState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The entry that is being written while a verdict is given; nothing is written where nothing was
 * said.
 */
final class EntryDraft {
  static final int MOST_RESTORES = 3;
  static final Duration RESTORE_WINDOW = Duration.ofHours(1);

  private final Facts facts;
  private final TagEntry before;
  private final TagEntryBuilder next;
  private final Cause cause;
  private final List<Intent.Tell> tells = new ArrayList<>();
  private Optional<Digest> accepted;
  private Optional<Digest> seen;
  private boolean changed;
  private boolean lookAgain;

  EntryDraft(Facts facts) {
    this.facts = facts;
    before = facts.entry().orElseGet(() -> TagEntry.blank(facts.event().key(), facts.now()));
    next = before.change();
    cause = Cause.of(facts.event());
    accepted = before.accepted().map(AcceptedDigest::digest);
    seen = before.seen();
  }

  /** What was read of the tag's digests, now or earlier. */
  KnownManifests manifests() {
    return facts.manifests();
  }

  /** Keeps what was read at this look, so that no later event reads it again. */
  void learn() {
    for (KnownManifest read : facts.manifests().all()) {
      if (before.manifests().find(read.digest()).filter(read::equals).isEmpty()) {
        next.read(read);
        changed = true;
      }
    }
  }

  Instant now() {
    return facts.now();
  }

  /** The accepted digest as it stands in the draft. */
  Optional<Digest> accepted() {
    return accepted;
  }

  void accept(AcceptedDigest now) {
    next.accept(now);
    accepted = Optional.of(now.digest());
    changed = true;
  }

  /** What the registry did with the accepted manifest when the tag moved off it. */
  void displaced(Displaced now) {
    next.displaced(now);
    changed = true;
  }

  void state(TagState now) {
    next.state(now);
    changed = true;
  }

  void moved(Digest to, Reason reason) {
    move(Optional.of(to), reason);
  }

  /** A digest that was held back before, and is looked at again now, did not move once more. */
  void movedUnlessSeen(Digest to, Reason reason) {
    if (seen.filter(to::equals).isEmpty()) {
      moved(to, reason);
    }
  }

  void gone() {
    next.dropEffects();
    move(Optional.empty(), Reason.TAG_DELETED);
  }

  private void move(Optional<Digest> to, Reason reason) {
    next.moved(new Move(seen, to, facts.now(), cause, reason.word()));
    seen = to;
    changed = true;
  }

  void claim(Digest digest) {
    if (before.claimed().filter(digest::equals).isEmpty()) {
      next.claimed(Optional.of(digest));
      changed = true;
    }
  }

  void lookAgain() {
    changed |= !before.lookAgain();
    lookAgain = true;
  }

  /** As it was: neither wanted nor done with. */
  void keepLookingAgain() {
    lookAgain = before.lookAgain();
  }

  void quarantine(Digest digest) {
    next.quarantine(digest);
    changed = true;
  }

  void tell(ReportKind kind, Optional<Digest> from, Optional<Digest> to, Reason reason) {
    tell(kind, from, to, reason, "");
  }

  void tell(
      ReportKind kind, Optional<Digest> from, Optional<Digest> to, Reason reason, String detail) {
    String id = ReportId.of(before.key(), before.generation() + 1, kind, reason.word());
    tells.add(new Intent.Tell(id, kind.name(), from, to, reason.word(), detail, cause));
    changed = true;
  }

  void rollOut(Digest to) {
    next.dropEffects();
    if (facts.act() && facts.followed() && manifests().isRunnable(to)) {
      next.demand(new Intent.Rollout(to, cause));
    }
  }

  boolean isBeingRestoredTo(Digest digest) {
    return before.outbox().stream()
        .anyMatch(intent -> intent instanceof Intent.Restore(Digest to, _, _) && to.equals(digest));
  }

  boolean mayRestore() {
    return recentRestores().size() < MOST_RESTORES;
  }

  /** Counted when it is demanded, so that a process that dies restoring cannot restore for ever. */
  boolean restore(Digest to, Digest over) {
    if (!facts.act()) {
      return false;
    }
    List<Instant> counted = new ArrayList<>(recentRestores());
    counted.add(facts.now());
    next.dropEffects().restores(counted).demand(new Intent.Restore(to, over, cause));
    return true;
  }

  private List<Instant> recentRestores() {
    Instant horizon = facts.now().minus(RESTORE_WINDOW);
    return before.restores().stream().filter(horizon::isBefore).toList();
  }

  /** The entry to write; empty: nothing changed, and an unchanged event writes nothing. */
  Optional<TagEntry> next() {
    boolean looked = before.lookAgain() && facts.event().isReconcile() && !lookAgain;
    if (!changed && !looked) {
      return Optional.empty();
    }
    boolean newlyAccepted =
        accepted.isPresent() && !accepted.equals(before.accepted().map(AcceptedDigest::digest));
    if (newlyAccepted && facts.anchors() && facts.act()) {
      next.demand(new Intent.Anchor(accepted.get(), cause));
    }
    if (!tells.isEmpty()) {
      next.nextGeneration();
      tells.forEach(next::demand);
    }
    return Optional.of(
        next.lookAgain(lookAgain || (before.lookAgain() && !looked)).touched(facts.now()).build());
  }
}
