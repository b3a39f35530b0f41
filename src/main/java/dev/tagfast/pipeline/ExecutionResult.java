package dev.tagfast.pipeline;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagEntryBuilder;
import dev.tagfast.ledger.TagState;
import dev.tagfast.report.Report;
import dev.tagfast.report.ReportFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What came of carrying out one outbox: results, reports, and the change that closes the entry. No
 * I/O.
 */
final class ExecutionResult {
  private final TagEntry entry;
  private final Cause cause;
  private final Instant now;
  private final List<Intent> done = new ArrayList<>();
  private final List<Intent> owed = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final List<RolloutResult> rollouts = new ArrayList<>();
  private final List<Report> reports = new ArrayList<>();
  private Optional<Intent.Restore> restored = Optional.empty();
  private boolean lost;
  private boolean overtaken;

  /**
   * @param entry as it was when the work was recorded
   */
  ExecutionResult(TagEntry entry, Cause cause, Instant now) {
    this.entry = entry;
    this.cause = cause;
    this.now = now;
  }

  List<RolloutResult> rollouts() {
    return rollouts;
  }

  /** Most important first. */
  List<Report> reports() {
    return reports.stream().sorted(Comparator.comparing(Report::kind)).toList();
  }

  /** Whether a workload was changed. */
  boolean hasStarted() {
    return rollouts.stream().anyMatch(RolloutResult::started);
  }

  void demanded(Intent.Tell tell) {
    reports.add(ReportFactory.demanded(entry, tell, now));
  }

  /** What became of the subscribers. A conflict leaves the intent open: reconcile tries again. */
  void rolledOut(List<RolloutResult> results) {
    rollouts.addAll(results);
    results.forEach(
        result -> ReportFactory.ofRollout(entry, result, cause, now).ifPresent(this::once));
    if (results.stream().noneMatch(result -> result.reason() == Reason.ROLLOUT_CONFLICT)) {
      entry.outbox().stream().filter(Intent.Rollout.class::isInstance).forEach(done::add);
    }
  }

  /** The registry no longer has the accepted digest, so nobody was sent there. */
  void acceptedDigestGone(String what) {
    lost = true;
    once(
        ReportFactory.ofTag(
            entry,
            ReportKind.ACCEPTED_DIGEST_GONE,
            Reason.ACCEPTED_DIGEST_GONE,
            "the registry no longer has "
                + what
                + ", so pods that are rescheduled cannot start: push that image again, or accept"
                + " what the tag shows now",
            cause,
            now));
  }

  /** The digest was gone again before anybody was sent there: the next reconcile looks. */
  void vanished() {
    overtaken = true;
  }

  /** An intent that was carried out, or that nothing more can be done for. */
  void done(Intent intent) {
    done.add(intent);
  }

  /** What became of a restore. */
  void restored(Intent.Restore restore, Reason reason, String detail) {
    done.add(restore);
    switch (reason) {
      case TAG_RESTORED -> {
        restored = Optional.of(restore);
        once(ReportFactory.ofTag(entry, ReportKind.TAG_RESTORED, reason, detail, cause, now));
      }
      // Somebody pushed again meanwhile; that push has a verdict of its own, also if its event is
      // lost.
      case RESTORE_OVERTAKEN -> overtaken = true;
      default -> {
        lost |= reason == Reason.ACCEPTED_DIGEST_GONE;
        once(ReportFactory.ofTag(entry, ReportKind.TAG_NOT_RESTORED, reason, detail, cause, now));
      }
    }
  }

  /** Reports that every look would find again are told once. */
  private void once(Report report) {
    boolean known =
        entry.told().contains(report.id())
            || reports.stream().anyMatch(other -> other.id().equals(report.id()));
    if (!known) {
      reports.add(report);
    }
  }

  /**
   * Every place took the report, or some did not and it stays owed.
   *
   * @param delivered whether all did
   */
  void told(Report report, boolean delivered) {
    List<Intent> demands = demandsOf(report);
    if (delivered) {
      done.addAll(demands);
      if (report.kind() != ReportKind.ROLLOUT_STARTED && demands.isEmpty()) {
        told.add(report.id());
      }
      return;
    }
    // A rollout's report names a workload, which an intent does not: a held one is found again by
    // the next look, and one that was started is told by the workload's own annotations.
    if (report.rollout().isEmpty() && demands.isEmpty()) {
      owed.add(ReportFactory.owed(report));
      told.add(report.id());
    }
  }

  /** What the outbox says of it; empty: it came of acting. */
  private List<Intent> demandsOf(Report report) {
    return entry.outbox().stream()
        .filter(intent -> intent instanceof Intent.Tell tell && tell.id().equals(report.id()))
        .toList();
  }

  /** Closes what was done, on the entry as it stands by now. */
  TagEntry close(TagEntry current) {
    TagEntryBuilder next = current.change().done(done).told(told);
    owed.forEach(next::demand);
    if (overtaken) {
      next.lookAgain(true);
    }
    if (lost && current.state() != TagState.CURRENT) {
      next.state(TagState.LOST);
    }
    restored
        .filter(restore -> current.seen().filter(restore.over()::equals).isPresent())
        .ifPresent(restore -> next.moved(move(restore)).state(TagState.CURRENT));
    return next.build();
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
