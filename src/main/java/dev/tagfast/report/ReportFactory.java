package dev.tagfast.report;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportId;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.Digest;
import dev.tagfast.image.EnumWords;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.manifest.ManifestFacts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes reports of what the ledger demands to be told, and of what came of acting. */
public final class ReportFactory {
  private ReportFactory() {}

  /** What the ledger demands to be told, and how things stand when it is told. */
  public static Report demanded(
      TagEntry entry, Intent.Tell tell, Situation situation, Instant now) {
    return new Report(
        tell.id(),
        ReportKind.valueOf(tell.kind()),
        entry.key(),
        reason(tell.reason()),
        tell.from(),
        tell.to(),
        image(entry, tell.from()),
        image(entry, tell.to()),
        tell.cause(),
        Optional.empty(),
        Optional.of(situation),
        ReportAdvice.of(entry, tell, reason(tell.reason()), situation),
        now);
  }

  /** What became of a workload; empty: nothing worth telling. */
  public static Optional<Report> ofRollout(
      TagEntry entry, RolloutResult result, Cause cause, Instant now) {
    Optional<ReportKind> kind =
        switch (result.reason()) {
          case ROLLOUT_STARTED -> Optional.of(ReportKind.ROLLOUT_STARTED);
          case OBSERVE_ONLY, DRY_RUN -> Optional.of(ReportKind.ROLLOUT_OBSERVED);
          case OUTSIDE_WINDOW, DIGEST_TOO_YOUNG, ROLLOUT_LIMIT ->
              Optional.of(ReportKind.ROLLOUT_WAITS);
          case ROLLED_BACK -> Optional.of(ReportKind.ROLLOUT_ROLLED_BACK);
          // The report of the rollback said so, and the workload does.
          case DIGEST_BAD -> Optional.empty();
          case ALREADY_PINNED, WORKLOAD_GONE, ROLLOUT_CONFLICT -> Optional.empty();
          default ->
              Optional.of(
                  result.proposal().isPresent()
                      ? ReportKind.ROLLOUT_PROPOSED
                      : ReportKind.ROLLOUT_HELD);
        };
    return kind.map(
        known ->
            new Report(
                result
                    .begun()
                    .map(begun -> idOf(entry, known, result.workload(), result.to(), begun))
                    .orElseGet(() -> idOf(entry, known, result)),
                known,
                entry.key(),
                result.reason(),
                result.from(),
                Optional.of(result.to()),
                image(entry, result.from()),
                image(entry, Optional.of(result.to())),
                cause,
                Optional.of(result),
                Optional.empty(),
                known == ReportKind.ROLLOUT_OBSERVED ? observed(entry, result) : result.detail(),
                now));
  }

  private static String idOf(TagEntry entry, ReportKind kind, RolloutResult result) {
    return ReportId.of(
        entry,
        entry.generation(),
        kind,
        result.from(),
        Optional.of(result.to()),
        result.workload() + " " + result.reason().word());
  }

  /**
   * The id of what is told of one rollout: whichever process tells it, and whatever became of the
   * tag meanwhile.
   *
   * @param begun when the rollout was begun
   */
  public static String idOf(
      TagEntry entry, ReportKind kind, Workload workload, Digest to, RolloutResult.Begun begun) {
    return ReportId.of(
        entry,
        begun.generation(),
        kind,
        Optional.empty(),
        Optional.of(to),
        workload + " " + begun.at());
  }

  /** What the ledger demands to be told of a workload. */
  public static Report ofWorkload(
      TagEntry entry, Intent.Tell tell, Intent.About about, Instant now) {
    ReportKind kind = ReportKind.valueOf(tell.kind());
    Reason reason = reason(tell.reason());
    Optional<RolloutResult> result =
        tell.to()
            .map(
                to ->
                    new RolloutResult(
                        new Workload(
                            about.apiVersion(),
                            about.kind(),
                            about.namespace(),
                            about.name(),
                            about.uid()),
                        about.containers(),
                        reason,
                        tell.from(),
                        to,
                        tell.detail(),
                        Optional.empty(),
                        about.took(),
                        Optional.empty()));
    return new Report(
        tell.id(),
        kind,
        entry.key(),
        reason,
        tell.from(),
        tell.to(),
        image(entry, tell.from()),
        image(entry, tell.to()),
        tell.cause(),
        result,
        Optional.empty(),
        tell.detail(),
        now);
  }

  /** That pods of a workload run different images, or one again. */
  public static Report ofDrift(
      TagEntry entry,
      Workload workload,
      String container,
      Reason reason,
      String detail,
      Cause cause,
      Instant now) {
    ReportKind kind =
        reason == Reason.DRIFT_FOUND ? ReportKind.DRIFT_FOUND : ReportKind.DRIFT_ENDED;
    Optional<Digest> accepted = entry.accepted().map(AcceptedDigest::digest);
    Optional<Digest> to = accepted.or(entry::seen);
    return new Report(
        ReportId.of(
            entry, entry.generation(), kind, Optional.empty(), to, workload + " " + container),
        kind,
        entry.key(),
        reason,
        Optional.empty(),
        to,
        Optional.empty(),
        image(entry, to),
        cause,
        to.map(
            digest ->
                new RolloutResult(
                    workload, List.of(container), reason, Optional.empty(), digest, detail)),
        Optional.empty(),
        detail,
        now);
  }

  /** What became of the tag itself: restored or not, its accepted digest gone. */
  public static Report ofTag(
      TagEntry entry, ReportKind kind, Reason reason, String detail, Cause cause, Instant now) {
    Optional<Digest> accepted = entry.accepted().map(AcceptedDigest::digest);
    boolean isBack = kind == ReportKind.TAG_RESTORED;
    Optional<Digest> from = isBack ? entry.seen() : accepted;
    Optional<Digest> to = isBack ? accepted : entry.seen();
    return new Report(
        ReportId.of(entry, entry.generation(), kind, from, to, reason.word()),
        kind,
        entry.key(),
        reason,
        from,
        to,
        image(entry, from),
        image(entry, to),
        cause,
        Optional.empty(),
        Optional.empty(),
        detail,
        now);
  }

  private static String observed(TagEntry entry, RolloutResult result) {
    return (result.reason() == Reason.DRY_RUN
            ? result.detail()
            : "Observe mode: nothing was changed.")
        + " "
        + FollowerText.of(new Situation(false, false, entry.seen(), Optional.of(List.of(result))));
  }

  /** As a demand, for the outbox: a report that nobody took yet. */
  public static Intent.Tell owed(Report report) {
    return new Intent.Tell(
        report.id(),
        report.kind().name(),
        report.from(),
        report.to(),
        report.reason().word(),
        report.detail(),
        report.kind().isAlert(),
        report.cause(),
        report.rollout().map(ReportFactory::about));
  }

  private static Intent.About about(RolloutResult rollout) {
    Workload workload = rollout.workload();
    return new Intent.About(
        workload.apiVersion(),
        workload.kind(),
        workload.namespace(),
        workload.name(),
        workload.uid(),
        rollout.containers(),
        rollout.took());
  }

  private static Optional<ManifestFacts> image(TagEntry entry, Optional<Digest> digest) {
    return digest.flatMap(entry.manifests()::facts);
  }

  private static Reason reason(String word) {
    return EnumWords.find(Reason.class, word)
        .orElseThrow(() -> new IllegalArgumentException("not a reason: " + word));
  }
}
