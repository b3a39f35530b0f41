package dev.tagfast.model.world;

import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.Provenance;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.approval.UsedApproval;
import dev.tagfast.model.history.ModelImage;
import dev.tagfast.model.history.ModelTag;
import dev.tagfast.model.history.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares each entry that is written with the one before. */
final class LedgerChecks {
  /** An hour, less what the clocks of two instances may be apart. */
  private static final Duration SURELY_AN_HOUR = Duration.ofMinutes(45);

  private static final int MOST_RESTORES = 3;

  private final Truth truth;
  private final Wire wire;
  private final ModelCluster cluster;
  private final InstantSource clock;
  private final Map<ModelTag, List<Instant>> restores = new EnumMap<>(ModelTag.class);
  private final Set<String> approvalsUsed = new HashSet<>();
  private final Set<Integer> used = new HashSet<>();
  private final Set<ModelTag> wasFollowed = EnumSet.noneOf(ModelTag.class);
  private final Set<String> overwritesTold = new HashSet<>();

  LedgerChecks(Truth truth, Wire wire, ModelCluster cluster, InstantSource clock) {
    this.truth = truth;
    this.wire = wire;
    this.cluster = cluster;
    this.clock = clock;
  }

  void written(ModelTag tag, Optional<TagEntry> before, TagEntry after) {
    Frame frame = wire.frames().element();
    Optional<AcceptedDigest> was = before.flatMap(TagEntry::accepted);
    truth.holds(
        was.isEmpty() || after.accepted().isPresent(),
        Invariant.TOMBSTONE_STAYS,
        "%s was held to %s",
        tag,
        was.map(it -> ModelImage.of(it.digest())));
    List<UsedApproval> newly = newlyUsed(before, after);
    newly.forEach(
        each ->
            truth.holds(
                approvalsUsed.add(each.uid()),
                Invariant.ACCEPTANCE_IS_USED_ONCE,
                "%s for %s",
                each,
                tag));
    after.accepted().ifPresent(now -> accepted(frame, tag, was, now, newly));
    if (Rule.PROTECTING.containsAll(frame.rules(tag))) {
      seen(frame, tag, before, after);
    }
    Set<Intent> open = new HashSet<>(before.map(TagEntry::outbox).orElse(List.of()));
    for (Intent intent : after.outbox()) {
      if (!open.contains(intent)) {
        demanded(tag, after, intent);
      }
    }
  }

  private static List<UsedApproval> newlyUsed(Optional<TagEntry> before, TagEntry after) {
    List<UsedApproval> known =
        before.map(entry -> entry.acceptances().approvals().all()).orElse(List.of());
    return after.acceptances().approvals().all().stream()
        .filter(each -> !known.contains(each))
        .toList();
  }

  void removed(ModelTag tag, TagEntry entry) {
    truth.forgotten(tag);
    boolean isProtected = Rule.PROTECTING.containsAll(wire.frames().element().rules(tag));
    truth.holds(
        !isProtected || entry.accepted().isEmpty(),
        Invariant.TOMBSTONE_STAYS,
        "the entry of %s was removed",
        tag);
  }

  private void accepted(
      Frame frame,
      ModelTag tag,
      Optional<AcceptedDigest> was,
      AcceptedDigest now,
      List<UsedApproval> newly) {
    Digest digest = now.digest();
    Optional<Truth.Acceptance> acceptance =
        truth.acceptance(tag).filter(it -> it.digest().equals(digest));
    acceptance.ifPresent(truth::perhapsUsed);
    boolean moved = was.filter(it -> it.digest().equals(digest)).isEmpty();
    boolean byPerson =
        now.provenance() == Provenance.ACCEPTED_BY_PERSON
            && (moved || was.filter(it -> it.provenance() == now.provenance()).isEmpty());
    if (byPerson) {
      boolean approved =
          newly.stream()
              .anyMatch(each -> truth.isApproved(tag, digest, each.uid(), frame.view(tag).at()));
      if (!approved) {
        byPerson(frame, tag, digest, acceptance);
      }
      truth.vouchedFor(tag).add(digest);
      return;
    }
    boolean follows =
        moved && was.isPresent() && frame.rules(tag).stream().anyMatch(Rule.FOLLOWING::contains);
    if (moved && was.isPresent()) {
      boolean settles = !was.get().isRestorable() && truth.vouchedFor(tag).contains(digest);
      truth.holds(
          follows || settles,
          Invariant.ACCEPTED_DIGEST_CHANGES_BY_RULE,
          "%s moved to %s under %s",
          tag,
          ModelImage.of(digest),
          frame.rules(tag));
    }
    if (follows) {
      wasFollowed.add(tag);
    }
    boolean proven = was.filter(AcceptedDigest::isRestorable).isEmpty() && now.isRestorable();
    if (proven && !wasFollowed.contains(tag)) {
      trusted(frame, tag, digest);
    }
  }

  private void byPerson(
      Frame frame, ModelTag tag, Digest digest, Optional<Truth.Acceptance> acceptance) {
    boolean covers =
        acceptance
            .filter(it -> it.until().filter(end -> !frame.view(tag).at().isBefore(end)).isEmpty())
            .isPresent();
    truth.holds(
        covers,
        Invariant.ACCEPTED_DIGEST_CHANGES_BY_RULE,
        "%s was accepted for %s by no person: %s",
        ModelImage.of(digest),
        tag,
        truth.acceptance(tag));
    acceptance.ifPresent(
        it ->
            truth.holds(
                used.add(it.number()),
                Invariant.ACCEPTANCE_IS_USED_ONCE,
                "%s for %s",
                ModelImage.of(digest),
                tag));
  }

  /** First contact: only what nothing speaks against may be restored later. */
  private void trusted(Frame frame, ModelTag tag, Digest digest) {
    if (!frame.isUndisturbed() || truth.wasOnceUnprotected(tag)) {
      return;
    }
    truth.holds(
        cluster.workloads(tag).stream()
            .filter(ModelWorkload::isPinnedByPerson)
            .allMatch(workload -> workload.digest().filter(digest::equals).isPresent()),
        Invariant.FIRST_CONTACT_IS_NOT_TRUSTED,
        "%s accepted %s although a workload is pinned to another digest",
        tag,
        ModelImage.of(digest));
    Set<Truth.Claim> against = new HashSet<>(truth.claims());
    against.removeIf(
        claim ->
            claim.tag() != tag
                || claim.epoch() != truth.epoch(tag)
                || claim.digest().equals(digest));
    truth.holds(
        against.isEmpty() || truth.eventsNaming(tag, digest) > 1,
        Invariant.FIRST_CONTACT_IS_NOT_TRUSTED,
        "%s accepted %s although an event named another",
        tag,
        ModelImage.of(digest));
  }

  private void seen(Frame frame, ModelTag tag, Optional<TagEntry> before, TagEntry after) {
    boolean overwritten =
        after.seen().isPresent()
            && !after.seen().equals(before.flatMap(TagEntry::seen))
            && after.accepted().filter(it -> !after.seen().get().equals(it.digest())).isPresent();
    if (!overwritten) {
      return;
    }
    Digest shown = after.seen().get();
    truth.holds(
        after.outbox().stream()
            .anyMatch(
                intent ->
                    intent instanceof Intent.Tell tell
                        && tell.kind().equals(ReportKind.TAG_OVERWRITTEN.name())
                        && tell.to().filter(shown::equals).isPresent()),
        Invariant.OVERWRITE_IS_DEMANDED_TO_BE_TOLD,
        "%s shows %s",
        tag,
        ModelImage.of(shown));
    truth.holds(
        !Rule.REJECTING.containsAll(frame.rules(tag)) || after.quarantined().contains(shown),
        Invariant.OVERWRITE_IS_QUARANTINED,
        "%s shows %s",
        tag,
        ModelImage.of(shown));
  }

  private void demanded(ModelTag tag, TagEntry after, Intent intent) {
    switch (intent) {
      case Intent.Tell tell -> {
        truth.demanded().put(tell.id(), tag);
        if (tell.kind().equals(ReportKind.TAG_OVERWRITTEN.name())) {
          overwriteTold(tag, after, tell);
        }
      }
      case Intent.Restore _ -> restoreDemanded(wire.frames().element(), tag);
      case Intent.Rollout _, Intent.Anchor _ -> {}
    }
  }

  /** What tells two overwrites apart: a move in between, or for a claim another event. */
  private void overwriteTold(ModelTag tag, TagEntry after, Intent.Tell tell) {
    boolean claim = tell.reason().equals(Reason.OVERWRITE_CLAIMED.word());
    String what =
        "%s %s from %s to %s, rule %d, %s"
            .formatted(
                tag,
                tell.reason(),
                tell.from().map(ModelImage::of),
                tell.to().map(ModelImage::of),
                truth.epoch(tag),
                claim ? tell.cause().eventId() : "move " + after.moves());
    truth.holds(overwritesTold.add(what), Invariant.OVERWRITE_IS_TOLD_ONCE, "%s", what);
  }

  private void restoreDemanded(Frame frame, ModelTag tag) {
    if (!frame.instance().clock().instant().equals(frame.view(tag).at())) {
      return; // Time passed since the ledger was read: when it was demanded nobody knows.
    }
    List<Instant> times = restores.computeIfAbsent(tag, _ -> new ArrayList<>());
    Instant now = clock.instant();
    times.add(now);
    long recent = times.stream().filter(time -> time.isAfter(now.minus(SURELY_AN_HOUR))).count();
    truth.holds(
        recent <= MOST_RESTORES,
        Invariant.RESTORES_ARE_COUNTED,
        "%s was to be restored %d times within %s",
        tag,
        recent,
        SURELY_AN_HOUR);
  }
}
