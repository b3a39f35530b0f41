package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.ledger.Acceptances;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Claim;
import dev.tagfast.ledger.Displaced;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.KeptDigest;
import dev.tagfast.ledger.KnownManifest;
import dev.tagfast.ledger.KnownManifests;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagEntryBuilder;
import dev.tagfast.ledger.TagState;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.Treatment;
import dev.tagfast.resolve.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The next ledger entry of a tag, filled in while its verdict is decided. A draft without a change
 * writes nothing.
 */
final class EntryDraft {
  static final int MAX_RESTORES = 3;

  /** Of more pins than these the others wait for the next look. */
  private static final int MOST_PINS = 10;

  static final Duration RESTORE_WINDOW = Duration.ofHours(1);

  private final Facts facts;
  private final TagEntry before;
  private final TagEntryBuilder builder;
  private Cause cause;
  private final List<Intent.Tell> reports = new ArrayList<>();
  private Optional<Digest> accepted;
  private Optional<Digest> seen;
  private boolean proven;
  private boolean deletionRecorded;
  private Acceptances acceptances;
  private boolean changed;
  private boolean lookAgain;
  private Optional<String> lookAgainWhy = Optional.empty();

  EntryDraft(Facts facts) {
    this.facts = facts;
    before = facts.entry().orElseGet(() -> TagEntry.blank(facts.event().key(), facts.now()));
    builder = before.change();
    cause = Cause.of(facts.event());
    accepted = before.accepted().map(AcceptedDigest::digest);
    proven = before.accepted().filter(held -> held.provenance().isProven()).isPresent();
    seen = before.seen();
    acceptances = before.acceptances().noted(facts.now());
  }

  /** What was read of the tag's manifests, now or earlier. */
  KnownManifests manifests() {
    return facts.manifests();
  }

  /** Records the manifests that were read at this look, so that no later event reads them again. */
  void recordManifests() {
    for (KnownManifest read : facts.manifests().all()) {
      if (before.manifests().find(read.digest()).filter(read::equals).isEmpty()) {
        builder.read(read);
        changed = true;
      }
    }
  }

  void recordDisplaced(Displaced now) {
    builder.displaced(now);
    changed = true;
  }

  Instant now() {
    return facts.now();
  }

  /** The accepted digest, with the changes of this draft. */
  Optional<Digest> accepted() {
    return accepted;
  }

  /** Whether somebody vouches for the accepted digest, with the changes of this draft. */
  boolean isProven() {
    return proven;
  }

  void accept(AcceptedDigest now) {
    builder.accept(now);
    proven = now.provenance().isProven();
    accepted = Optional.of(now.digest());
    acceptances = acceptances.used(now.digest(), facts.approvals(), facts.now());
    changed = true;
  }

  /**
   * Records that a person accepted the digest: the history says so and by whom, also where the tag
   * shows the digest already.
   */
  void recordAcceptance(Digest digest) {
    cause = facts.approval(digest).map(Cause::of).orElse(cause);
    Optional<Digest> from = accepted.filter(held -> !held.equals(digest)).or(() -> seen);
    builder.moved(
        new Move(from, Optional.of(digest), facts.now(), cause, Reason.ACCEPTED_BY_PERSON.word()));
    seen = Optional.of(digest);
    changed = true;
  }

  void state(TagState now) {
    builder.state(now);
    changed = true;
  }

  void recordMove(Digest to, Reason reason) {
    move(Optional.of(to), reason);
  }

  /**
   * Records no second move for a digest that the tag shows already: it was held back before, and is
   * judged again now.
   */
  void recordMoveUnlessSeen(Digest to, Reason reason) {
    if (seen.filter(to::equals).isEmpty()) {
      recordMove(to, reason);
    }
  }

  /** Whether this look found that the tag is gone. */
  boolean hasRecordedDeletion() {
    return deletionRecorded;
  }

  void recordDeletion() {
    deletionRecorded = true;
    builder.dropEffects();
    move(Optional.empty(), Reason.TAG_DELETED);
  }

  private void move(Optional<Digest> to, Reason reason) {
    builder.moved(new Move(seen, to, facts.now(), cause, reason.word()));
    seen = to;
    changed = true;
  }

  /** While nothing is proven the first claim stays: it speaks against every other digest. */
  void recordClaim(Digest digest) {
    boolean keepsFirst = before.claimed().isPresent() && !proven && before.state() != TagState.HELD;
    if (!keepsFirst && before.claimed().filter(digest::equals).isEmpty()) {
      builder.claimed(Optional.of(digest));
      changed = true;
    }
  }

  /** Records what an event named, for a later look to decide. */
  void addClaim(Claim claim) {
    recordClaim(claim.digest());
    if (!before.claims().contains(claim) && before.claims().size() < TagEntry.MOST_CLAIMS) {
      builder.claim(claim);
      changed = true;
    }
  }

  void decideClaims(List<Claim> claims) {
    if (before.claims().stream().anyMatch(claims::contains)) {
      builder.decided(claims);
      changed = true;
    }
  }

  /**
   * Reports that an event claims an overwrite.
   *
   * @return false: the same event was reported before
   */
  boolean reportClaim(Claim claim) {
    if (isClaimTold(claim)) {
      return false;
    }
    recordClaim(claim.digest());
    String id = idOf(claim);
    reports.add(
        new Intent.Tell(
            id,
            ReportKind.TAG_OVERWRITTEN.name(),
            accepted,
            Optional.of(claim.digest()),
            Reason.OVERWRITE_CLAIMED.word(),
            "",
            ReportKind.TAG_OVERWRITTEN.isAlert(),
            claim.cause()));
    builder.told(List.of(id));
    changed = true;
    return true;
  }

  /** The report of the deletion names it: a later look at the same event must not tell it again. */
  void recordTakenBack(Claim claim) {
    decideClaims(List.of(claim));
    builder.told(List.of(idOf(claim)));
    changed = true;
  }

  boolean isClaimTold(Claim claim) {
    return before.told().contains(idOf(claim));
  }

  /** An event without an id tells of a digest once. */
  private String idOf(Claim claim) {
    return ReportId.of(
        before,
        0,
        ReportKind.TAG_OVERWRITTEN,
        accepted,
        Optional.of(claim.digest()),
        claim.cause().eventId().orElse(""));
  }

  void requestLookAgain() {
    changed |= !before.lookAgain();
    lookAgain = true;
  }

  /**
   * Requests another look, because this one did not show the tag.
   *
   * @param why for people; blank: the reason says it all
   * @return whether the ledger does not know this cause yet
   */
  boolean requestLookAgain(String why) {
    requestLookAgain();
    lookAgainWhy =
        Optional.of(UntrustedText.clean(why, TagEntry.LONGEST_WHY)).filter(text -> !text.isBlank());
    boolean isNew = !lookAgainWhy.equals(before.lookAgainWhy());
    changed |= isNew;
    return isNew && lookAgainWhy.isPresent();
  }

  /** Keeps the mark as it was: this look neither sets nor clears it. */
  void keepLookAgain() {
    lookAgain = before.lookAgain();
    lookAgainWhy = before.lookAgainWhy();
  }

  void quarantine(Digest digest) {
    builder.quarantine(digest);
    changed = true;
  }

  void report(ReportKind kind, Optional<Digest> from, Optional<Digest> to, Reason reason) {
    report(kind, from, to, reason, "");
  }

  void report(
      ReportKind kind, Optional<Digest> from, Optional<Digest> to, Reason reason, String detail) {
    String id = ReportId.of(before, before.generation() + 1, kind, from, to, reason.word());
    reports.add(
        new Intent.Tell(id, kind.name(), from, to, reason.word(), detail, kind.isAlert(), cause));
    changed = true;
  }

  void demandRollout(Digest to) {
    builder.dropEffects();
    if (facts.act() && facts.followed() && manifests().isRunnable(to)) {
      builder.demand(new Intent.Rollout(to, cause));
    }
  }

  /** Whether a restore to it is open that may still be done. */
  boolean hasPendingRestoreTo(Digest digest) {
    return before.outbox().stream()
        .filter(Intent.Restore.class::isInstance)
        .map(Intent.Restore.class::cast)
        .filter(restore -> restore.to().equals(digest))
        .anyMatch(
            restore ->
                RestoreCondition.of(
                        restore, before, facts.policy(), facts.act(), facts.armed(), facts.now())
                    instanceof RestoreCondition.Holds);
  }

  /** Whether the tag shows what Tagfast itself put there and is about to take back. */
  boolean isOwnWrite(Digest shown) {
    return before.outbox().stream()
            .anyMatch(
                intent -> intent instanceof Intent.Restore(_, Digest over, _) && over.equals(shown))
        && RestoreCondition.isOwnWrite(before, shown);
  }

  boolean isRestoreAllowed() {
    return recentRestores().size() < MAX_RESTORES;
  }

  /**
   * Demands that the tag is put back, in mode {@code act} only. The restore is counted when it is
   * demanded, so a process that dies while it restores cannot restore without end.
   *
   * @param over the digest that the tag shows now
   * @return whether it was demanded
   */
  boolean demandRestore(Digest to, Digest over) {
    if (!facts.act()) {
      return false;
    }
    List<Instant> restores = new ArrayList<>(recentRestores());
    restores.add(facts.now());
    builder.dropEffects().restores(restores).demand(new Intent.Restore(to, over, cause));
    return true;
  }

  private List<Instant> recentRestores() {
    Instant windowStart = facts.now().minus(RESTORE_WINDOW);
    return before.restores().stream().filter(windowStart::isBefore).toList();
  }

  /**
   * The digests in use whose anchors are neither known nor demanded. An anchor that was found
   * unused counts as unknown: it may be removed at this moment.
   */
  private List<Digest> unkept() {
    boolean needed =
        facts.followed()
            || (facts.policy() instanceof PolicyAnswer.Treat(Treatment treatment)
                && treatment.mode().isProtected());
    return Stream.concat(
            accepted.filter(_ -> needed).stream(), facts.pins().stream().sorted().limit(MOST_PINS))
        .distinct()
        .filter(digest -> before.kept(digest).filter(KeptDigest::isSettled).isEmpty())
        .filter(digest -> !before.owesAnchor(digest))
        .toList();
  }

  /** What the tag shows, also where this look does not record it. */
  private Optional<Digest> shown() {
    return facts.sighting() instanceof Sighting.Seen now ? Optional.of(now.digest()) : seen;
  }

  /** The entry to write; empty: nothing changed. */
  Optional<TagEntry> toWrite() {
    boolean lookDone = before.lookAgain() && facts.decidesClaims() && !lookAgain;
    reports.addAll(AcceptanceAnswers.of(before, acceptances, shown(), facts.now()));
    boolean noted = !acceptances.isRecordedAs(before.acceptances());
    List<Digest> unkept = facts.anchors() && facts.armed() && facts.act() ? unkept() : List.of();
    if (!changed && !lookDone && !noted && unkept.isEmpty()) {
      return Optional.empty();
    }
    unkept.forEach(digest -> builder.demand(new Intent.Anchor(digest, cause)));
    if (!reports.isEmpty()) {
      builder.nextGeneration();
      reports.forEach(builder::demand);
    }
    return Optional.of(
        builder
            .acceptances(acceptances)
            .lookAgain(lookAgain || (before.lookAgain() && !lookDone))
            .lookAgainWhy(lookAgainWhy)
            .touched(facts.now())
            .build());
  }
}
