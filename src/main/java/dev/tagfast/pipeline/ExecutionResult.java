package dev.tagfast.pipeline;

import dev.tagfast.act.drift.Drift;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Followers;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.KeptDigest;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagEntryBuilder;
import dev.tagfast.ledger.TagState;
import dev.tagfast.ledger.rolling.FollowedRollouts;
import dev.tagfast.report.Report;
import dev.tagfast.report.ReportFactory;
import dev.tagfast.report.Situation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The result of executing one outbox: rollout results, reports, and the change that closes the
 * entry. No I/O.
 */
final class ExecutionResult {
  private final TagEntry entry;
  private final Cause cause;
  private final Instant now;
  private final List<Intent> done = new ArrayList<>();
  private final List<KeptDigest> kept = new ArrayList<>();
  private final List<Intent> owed = new ArrayList<>();
  private final List<String> reportedIds = new ArrayList<>();
  private final List<RolloutResult> rollouts = new ArrayList<>();
  private final List<Report> reports = new ArrayList<>();
  private Optional<Intent.Restore> restored = Optional.empty();
  private final ToldConditions conditions;
  private Optional<Followers> followers = Optional.empty();
  private boolean digestGone;
  private boolean lookAgain;
  private boolean allOthersTold = true;

  /**
   * @param entry as it was when the intents were recorded
   */
  ExecutionResult(TagEntry entry, Cause cause, Instant now) {
    this.entry = entry;
    this.cause = cause;
    this.now = now;
    conditions = new ToldConditions(entry.told());
  }

  List<RolloutResult> rollouts() {
    return rollouts;
  }

  /** Most important first. */
  List<Report> reports() {
    return reports.stream().sorted(Comparator.comparing(Report::kind)).toList();
  }

  /** Whether a workload was changed. */
  boolean hasStartedRollout() {
    return rollouts.stream().anyMatch(RolloutResult::started);
  }

  void addDemanded(Intent.Tell tell, Situation situation) {
    reports.add(
        tell.about()
            .map(about -> ReportFactory.ofWorkload(entry, tell, about, now))
            .orElseGet(() -> ReportFactory.demanded(entry, tell, situation, now)));
  }

  /** An earlier attempt, or another process, may have begun rollouts that nobody told yet. */
  void recordOthersMayBeUntold() {
    allOthersTold = false;
  }

  /** Records how the followers stand. */
  void recordFollowers(List<RolloutResult> states) {
    followers = Optional.of(FollowerReview.states(states));
  }

  /** Whether the accepted digest is gone, or was when the rollout was to begin. */
  boolean isDigestGone() {
    return digestGone || lookAgain;
  }

  /**
   * Records what happened to the subscribers. After a conflict or a failure at one of them the
   * intent stays open: reconcile tries again.
   */
  void recordRollouts(List<RolloutResult> results) {
    rollouts.addAll(results);
    conditions.looked(ToldConditions.HELD);
    for (RolloutResult result : mostImportantFirst(results)) {
      ReportFactory.ofRollout(entry, result, cause, now)
          .ifPresent(
              report -> {
                if (result.started()
                    || conditions.isNew(ToldConditions.held(result, entry.seen()))) {
                  reportOnce(report);
                }
              });
    }
    if (results.stream().noneMatch(result -> result.reason().isRetriedRollout())) {
      entry.outbox().stream().filter(Intent.Rollout.class::isInstance).forEach(done::add);
    }
  }

  /** Of many that last, the same ones are told and remembered at every look. */
  private static List<RolloutResult> mostImportantFirst(List<RolloutResult> results) {
    return results.stream()
        .sorted(
            Comparator.comparing((RolloutResult result) -> !result.reason().holdsRollout())
                .thenComparing(result -> result.workload().toString()))
        .toList();
  }

  /**
   * Records what the pods of the followers run. A drift is told when it begins and when it ends.
   *
   * @param workloads the followers
   */
  void recordDrifts(List<Drift> drifts, List<Workload> workloads) {
    conditions.looked(ToldConditions.DRIFT);
    for (Drift drift : inOneOrder(drifts)) {
      if (conditions.isNew(ToldConditions.drift(drift.workload(), drift.container()))) {
        reportOnce(
            ReportFactory.ofDrift(
                entry,
                drift.workload(),
                drift.container(),
                Reason.DRIFT_FOUND,
                drift.sentence(),
                cause,
                now));
      }
    }
    for (String over : conditions.ended()) {
      workloads.stream()
          .filter(workload -> over.startsWith(ToldConditions.drift(workload, "")))
          .findFirst()
          .ifPresent(workload -> reportOnce(ended(workload, over)));
    }
  }

  private static List<Drift> inOneOrder(List<Drift> drifts) {
    return drifts.stream()
        .sorted(Comparator.comparing(drift -> drift.workload() + "/" + drift.container()))
        .toList();
  }

  private Report ended(Workload workload, String condition) {
    String container = condition.substring(ToldConditions.drift(workload, "").length());
    return ReportFactory.ofDrift(entry, workload, container, Reason.DRIFT_ENDED, "", cause, now);
  }

  /**
   * Records that the registry no longer has the accepted digest, so no subscriber was rolled out to
   * it.
   */
  void recordAcceptedDigestGone(String what) {
    digestGone = true;
    // Nobody can be brought there; if the digest comes back, reconcile finds who does not run it.
    entry.outbox().stream().filter(Intent.Rollout.class::isInstance).forEach(done::add);
    if (!conditions.isNew(ToldConditions.gone(entry, what))) {
      return;
    }
    reportOnce(
        ReportFactory.ofTag(
            entry,
            ReportKind.ACCEPTED_DIGEST_GONE,
            Reason.ACCEPTED_DIGEST_GONE,
            "The registry no longer has "
                + what
                + ", so pods that are rescheduled cannot start: push that image again, or accept"
                + " what the tag shows now.",
            cause,
            now));
  }

  /** Records that the registry has the accepted digest: if it is lost again, that is told again. */
  void recordAcceptedDigestPresent() {
    conditions.looked(ToldConditions.GONE);
  }

  /** Records that the digest was gone again before the rollout: the next reconcile looks. */
  void recordVanished() {
    lookAgain = true;
  }

  /** Records an intent that was executed, or that cannot be. */
  void recordDone(Intent intent) {
    done.add(intent);
  }

  /** Records what the registry answered to an anchor. */
  void recordKept(Intent.Anchor anchor, KeptDigest answer) {
    done.add(anchor);
    kept.add(answer);
  }

  /** Records what happened to a restore. */
  void recordRestore(Intent.Restore restore, Reason reason, String detail) {
    done.add(restore);
    switch (reason) {
      case TAG_RESTORED -> {
        restored = Optional.of(restore);
        reportOnce(ReportFactory.ofTag(entry, ReportKind.TAG_RESTORED, reason, detail, cause, now));
      }
      // Somebody pushed again meanwhile. That push gets a verdict of its own, even if its event was
      // lost.
      case RESTORE_OVERTAKEN -> lookAgain = true;
      default -> {
        digestGone |= reason == Reason.ACCEPTED_DIGEST_GONE;
        reportOnce(
            ReportFactory.ofTag(entry, ReportKind.TAG_NOT_RESTORED, reason, detail, cause, now));
      }
    }
  }

  /**
   * Adds a report unless an earlier result or this one has it already: every look would find the
   * same condition again.
   */
  private void reportOnce(Report report) {
    boolean alreadyReported =
        entry.told().contains(report.id())
            || reports.stream().anyMatch(other -> other.id().equals(report.id()));
    if (!alreadyReported) {
      reports.add(report);
    }
  }

  /**
   * Records the delivery of a report.
   *
   * @param delivered whether every receiver took it; otherwise it stays owed
   */
  void recordDelivery(Report report, boolean delivered) {
    List<Intent> intents = intentsOf(report);
    if (delivered) {
      done.addAll(intents);
      if (report.rollout().isEmpty() && intents.isEmpty()) {
        reportedIds.add(report.id());
      }
      return;
    }
    if (!intents.isEmpty()) {
      return;
    }
    Optional<RolloutResult> lasting = report.rollout().filter(about -> !about.started());
    if (lasting.isPresent()) {
      // The next look finds it again.
      recordNotTold(lasting.get());
      return;
    }
    owed.add(ReportFactory.owed(report));
    if (report.rollout().isEmpty()) {
      reportedIds.add(report.id());
    }
  }

  private void recordNotTold(RolloutResult about) {
    switch (about.reason()) {
      case DRIFT_FOUND -> conditions.notTold(drift(about));
      case DRIFT_ENDED -> conditions.endNotTold(drift(about));
      default -> conditions.notTold(ToldConditions.held(about, entry.seen()));
    }
  }

  private static String drift(RolloutResult about) {
    return ToldConditions.drift(about.workload(), about.containers().getFirst());
  }

  /** The intents that demand this report; empty: it came from executing another intent. */
  private List<Intent> intentsOf(Report report) {
    return entry.outbox().stream()
        .filter(intent -> intent instanceof Intent.Tell tell && tell.id().equals(report.id()))
        .toList();
  }

  /** Removes the executed intents from the entry as it stands now, and adds what is still owed. */
  TagEntry close(TagEntry current) {
    TagEntryBuilder next = current.change().done(done).told(reportedIds).at(now);
    followers.ifPresent(next::followers);
    next.forget(conditions.ended()).told(conditions.begun());
    if (hasStartedRollout() || !conditions.ended().isEmpty()) {
      // The same workload may be pinned or held again: that is another report, with another id.
      next.nextGeneration();
    }
    if (hasStartedRollout()) {
      next.rollouts(begun(current.rollouts()));
    }
    kept.forEach(next::kept);
    owed.forEach(next::demand);
    if (lookAgain) {
      next.lookAgain(true);
    }
    if (digestGone && current.state() != TagState.CURRENT) {
      next.state(TagState.LOST);
    }
    restored.ifPresent(restore -> closeRestore(restore, current, next));
    return next.build();
  }

  /** They are followed to their end from now on, and nobody need find out that they began. */
  private FollowedRollouts begun(FollowedRollouts before) {
    FollowedRollouts after = before;
    for (RolloutResult result : rollouts) {
      if (result.started() && result.begun().isPresent()) {
        RolloutResult.Begun one = result.begun().get();
        after =
            after.with(
                new FollowedRollouts.Rolling(
                    result.workload().toString(), one.at(), one.generation(), false));
      }
    }
    return allOthersTold ? after.toldBelow(entry.generation() + 1) : after;
  }

  /** While the registry took the write, somebody may have accepted or deleted the tag. */
  private void closeRestore(Intent.Restore restore, TagEntry current, TagEntryBuilder next) {
    Optional<Digest> accepted = current.accepted().map(AcceptedDigest::digest);
    boolean stillHeld = accepted.filter(restore.to()::equals).isPresent();
    if (stillHeld && current.seen().filter(restore.over()::equals).isPresent()) {
      next.moved(move(restore)).state(TagState.CURRENT);
    } else if (!stillHeld && accepted.isPresent() && current.seen().equals(accepted)) {
      // The tag shows what nobody holds it to, by our write: it is taken back.
      next.moved(move(restore))
          .state(TagState.OVERWRITTEN)
          .demand(new Intent.Restore(accepted.get(), restore.to(), restore.cause()))
          .lookAgain(true);
    } else {
      next.lookAgain(true);
    }
  }

  private Move move(Intent.Restore restore) {
    return new Move(
        Optional.of(restore.over()),
        Optional.of(restore.to()),
        now,
        restore.cause(),
        Reason.TAG_RESTORED.word());
  }
}
