package dev.tagfast.model.world;

import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.model.history.ModelImage;
import dev.tagfast.model.history.ModelTag;
import dev.tagfast.model.history.Rule;
import dev.tagfast.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Checks what must hold when everything answers again and reconcile has looked a few times. */
final class SettledChecks {
  private final Truth truth;
  private final ModelRegistry registry;
  private final ModelLedger ledger;
  private final ModelCluster cluster;
  private final ModelPolicies policies;

  SettledChecks(
      Truth truth,
      ModelRegistry registry,
      ModelLedger ledger,
      ModelCluster cluster,
      ModelPolicies policies) {
    this.truth = truth;
    this.registry = registry;
    this.ledger = ledger;
    this.cluster = cluster;
    this.policies = policies;
  }

  /** Whether the ledger knows what the tag shows. */
  boolean isRecorded(ModelTag tag) {
    return ledger.entry(tag).flatMap(TagEntry::seen).equals(registry.shows(tag));
  }

  /** Whether the tag shows what a restore was to bring about that is not closed yet. */
  boolean isBeingRestored(ModelTag tag) {
    return ledger.entry(tag).stream()
        .flatMap(entry -> entry.outbox().stream())
        .anyMatch(
            intent ->
                intent instanceof Intent.Restore restore
                    && registry.shows(tag).filter(restore.to()::equals).isPresent());
  }

  void check(Instant now) {
    for (ModelTag tag : ModelTag.values()) {
      boolean ignored = policies.rule(tag) == Rule.IGNORE;
      boolean looked = !cluster.workloads(tag).isEmpty() || truth.isAnnounced(tag);
      truth.holds(
          ignored || !looked || isRecorded(tag),
          Invariant.LEDGER_KNOWS_THE_TAG,
          "%s shows %s, the ledger says %s",
          tag,
          registry.shows(tag).map(ModelImage::of),
          ledger.entry(tag).flatMap(TagEntry::seen).map(ModelImage::of));
      ledger.entry(tag).ifPresent(entry -> check(tag, entry, ignored, now));
    }
    truth
        .demanded()
        .forEach(
            (id, tag) ->
                truth.holds(
                    truth.told().containsKey(id),
                    Invariant.DEMANDED_REPORT_IS_TOLD,
                    "%s of %s",
                    id,
                    tag));
    for (ModelTag tag : ModelTag.values()) {
      // Under Ignore nobody looks at a workload, so what a process left untold there stays untold.
      if (policies.rule(tag) != Rule.IGNORE) {
        cluster.workloads(tag).forEach(workload -> checkBegun(workload.name().name()));
      }
    }
    truth.claims().stream().filter(Truth.Claim::overwrites).forEach(this::checkClaim);
  }

  private void checkBegun(String workload) {
    int times = truth.begun().getOrDefault(workload, 0);
    long told =
        truth.told().values().stream()
            .filter(report -> report.kind() == ReportKind.ROLLOUT_STARTED)
            .filter(
                report ->
                    report
                        .rollout()
                        .filter(rollout -> rollout.workload().name().equals(workload))
                        .isPresent())
            .count();
    truth.holds(
        told == times,
        Invariant.ROLLOUT_IS_TOLD,
        "%s was patched %d times, and %d rollouts of it were told",
        workload,
        times,
        told);
  }

  private void check(ModelTag tag, TagEntry entry, boolean ignored, Instant now) {
    // Under Ignore nothing is done for a tag, so what was to be done waits, except reports.
    truth.holds(
        entry.outbox().stream().allMatch(intent -> ignored && !(intent instanceof Intent.Tell)),
        Invariant.OUTBOX_IS_EMPTY,
        "%s: %s",
        tag,
        entry.outbox());
    truth.holds(ignored || !entry.lookAgain(), Invariant.NOTHING_IS_LEFT_TO_LOOK_AT, "%s", tag);
    boolean isProtected = Rule.PROTECTING.contains(policies.rule(tag));
    Optional<Digest> accepted = entry.accepted().map(AcceptedDigest::digest);
    Optional<Digest> other =
        entry.seen().filter(shown -> accepted.filter(it -> !it.equals(shown)).isPresent());
    if (isProtected && other.isPresent()) {
      truth.holds(
          truth.told().values().stream()
              .anyMatch(
                  report ->
                      report.kind() == ReportKind.TAG_OVERWRITTEN
                          && report.key().equals(tag.key())
                          && report.to().equals(other)),
          Invariant.OVERWRITE_IS_TOLD,
          "%s shows %s",
          tag,
          other.map(ModelImage::of));
    }
    if (isProtected) {
      truth
          .acceptance(tag)
          .filter(it -> it.fresh() && it.until().isEmpty() && !truth.isPerhapsUsed(it))
          .filter(it -> it.since().isAfter(now.minus(Duration.ofDays(1))))
          .filter(it -> registry.shows(tag).filter(it.digest()::equals).isPresent())
          .filter(_ -> isRecorded(tag))
          .ifPresent(
              it ->
                  truth.violated(
                      Invariant.ACCEPTANCE_TAKES_EFFECT,
                      "%s for %s",
                      ModelImage.of(it.digest()),
                      tag));
    }
    boolean pullable = accepted.filter(registry::has).isPresent();
    boolean wasShown = entry.accepted().filter(AcceptedDigest::seen).isPresent();
    if (!ignored && pullable && wasShown) {
      for (ModelWorkload workload : cluster.workloads(tag)) {
        truth.holds(
            workload.isHeld() || workload.digest().equals(accepted),
            Invariant.SUBSCRIBER_RUNS_THE_ACCEPTED,
            "%s runs %s, accepted is %s",
            workload.name(),
            workload.digest().map(ModelImage::of),
            accepted.map(ModelImage::of));
      }
    }
  }

  private static boolean isClaimed(Report report, Truth.Claim claim) {
    return report.reason() == Reason.OVERWRITE_CLAIMED
        && report.to().filter(claim.digest()::equals).isPresent();
  }

  private static boolean isNamedAsDeleted(Report report, Truth.Claim claim) {
    return report.reason() == Reason.TAG_DELETED
        && report.detail().contains(claim.digest().abbreviated());
  }

  private void checkClaim(Truth.Claim claim) {
    boolean undecided = claim.epoch() != truth.epoch(claim.tag());
    boolean gone = registry.shows(claim.tag()).isEmpty() && !registry.has(claim.digest());
    boolean seen = truth.shown(claim.tag()).contains(claim.digest());
    boolean told =
        truth.told().values().stream()
            .anyMatch(
                report ->
                    report.key().equals(claim.tag().key())
                        && (isClaimed(report, claim) || isNamedAsDeleted(report, claim)));
    truth.holds(
        undecided || gone || seen || told,
        Invariant.CLAIM_IS_TOLD,
        "%s for %s",
        ModelImage.of(claim.digest()),
        claim.tag());
  }
}
