package dev.tagfast.report;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportId;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.Digest;
import dev.tagfast.image.EnumWords;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.TagEntry;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes reports of the report intents in the ledger's outbox, and of the results of rollouts and
 * restores.
 */
public final class ReportFactory {
  private ReportFactory() {}

  /**
   * Makes the report of an intent in the outbox.
   *
   * @throws IllegalArgumentException if the intent has an unknown kind or reason
   */
  public static Report demanded(TagEntry entry, Intent.Tell tell, Instant now) {
    return new Report(
        tell.id(),
        ReportKind.valueOf(tell.kind()),
        entry.key(),
        reason(tell.reason()),
        tell.from(),
        tell.to(),
        tell.cause(),
        Optional.empty(),
        ReportAdvice.of(entry, tell, reason(tell.reason())),
        now);
  }

  /** Makes the report of a rollout's result; empty if the result is not reported. */
  public static Optional<Report> ofRollout(
      TagEntry entry, RolloutResult result, Cause cause, Instant now) {
    Optional<ReportKind> kind =
        switch (result.reason()) {
          case ROLLOUT_STARTED -> Optional.of(ReportKind.ROLLOUT_STARTED);
          case ALREADY_PINNED, OBSERVE_ONLY, WORKLOAD_GONE, ROLLOUT_CONFLICT -> Optional.empty();
          default -> Optional.of(ReportKind.ROLLOUT_HELD);
        };
    return kind.map(
        known ->
            new Report(
                ReportId.of(
                    entry.key(),
                    entry.generation(),
                    known,
                    result.workload() + " " + result.to() + " " + result.reason().word()),
                known,
                entry.key(),
                result.reason(),
                result.from(),
                Optional.of(result.to()),
                cause,
                Optional.of(result),
                result.detail(),
                now));
  }

  /**
   * Makes a report about the tag itself: restored, not restored, or its accepted digest is gone.
   */
  public static Report ofTag(
      TagEntry entry, ReportKind kind, Reason reason, String detail, Cause cause, Instant now) {
    Optional<Digest> accepted = entry.accepted().map(AcceptedDigest::digest);
    boolean isRestored = kind == ReportKind.TAG_RESTORED;
    return new Report(
        ReportId.of(entry.key(), entry.generation(), kind, reason.word()),
        kind,
        entry.key(),
        reason,
        isRestored ? entry.seen() : accepted,
        isRestored ? accepted : entry.seen(),
        cause,
        Optional.empty(),
        detail,
        now);
  }

  /** Converts a report that could not be delivered into an intent for the outbox. */
  public static Intent.Tell owed(Report report) {
    return new Intent.Tell(
        report.id(),
        report.kind().name(),
        report.from(),
        report.to(),
        report.reason().word(),
        report.detail(),
        report.cause());
  }

  private static Reason reason(String word) {
    return EnumWords.find(Reason.class, word)
        .orElseThrow(() -> new IllegalArgumentException("not a reason: " + word));
  }
}
