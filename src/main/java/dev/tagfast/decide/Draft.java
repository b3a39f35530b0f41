package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.observe.Accepted;
import dev.tagfast.observe.Cause;
import dev.tagfast.observe.Intent;
import dev.tagfast.observe.Move;
import dev.tagfast.observe.TagEntry;
import dev.tagfast.observe.TagEntryBuilder;
import dev.tagfast.observe.TagState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The entry that is being written while a verdict is given; nothing is written where nothing was
 * said.
 */
final class Draft {
  static final int MOST_RESTORES = 3;
  static final Duration RESTORE_WINDOW = Duration.ofHours(1);

  private final Matter matter;
  private final TagEntry before;
  private final TagEntryBuilder next;
  private final Cause cause;
  private final List<Intent.Tell> tells = new ArrayList<>();
  private Optional<Digest> accepted;
  private Optional<Digest> seen;
  private boolean changed;
  private boolean lookAgain;

  Draft(Matter matter) {
    this.matter = matter;
    before = matter.entry().orElseGet(() -> TagEntry.blank(matter.event().key(), matter.now()));
    next = before.change();
    cause = Cause.of(matter.event());
    accepted = before.accepted().map(Accepted::digest);
    seen = before.seen();
  }

  Instant now() {
    return matter.now();
  }

  /** The accepted digest as it stands in the draft. */
  Optional<Digest> accepted() {
    return accepted;
  }

  void accept(Accepted now) {
    next.accept(now);
    accepted = Optional.of(now.digest());
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
    next.moved(new Move(seen, to, matter.now(), cause, reason.word()));
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
    if (matter.act() && matter.followed()) {
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
    if (!matter.act()) {
      return false;
    }
    List<Instant> counted = new ArrayList<>(recentRestores());
    counted.add(matter.now());
    next.dropEffects().restores(counted).demand(new Intent.Restore(to, over, cause));
    return true;
  }

  private List<Instant> recentRestores() {
    Instant horizon = matter.now().minus(RESTORE_WINDOW);
    return before.restores().stream().filter(horizon::isBefore).toList();
  }

  /** The entry to write; empty: nothing changed, and an unchanged event writes nothing. */
  Optional<TagEntry> next() {
    boolean looked = before.lookAgain() && matter.event().isReconcile() && !lookAgain;
    if (!changed && !looked) {
      return Optional.empty();
    }
    if (!tells.isEmpty()) {
      next.nextGeneration();
      tells.forEach(next::demand);
    }
    return Optional.of(
        next.lookAgain(lookAgain || (before.lookAgain() && !looked)).touched(matter.now()).build());
  }
}
