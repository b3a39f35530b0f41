package dev.tagfast.model.world;

import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.model.history.ModelImage;
import dev.tagfast.model.history.ModelTag;
import dev.tagfast.model.history.Rule;
import dev.tagfast.model.history.Service;
import dev.tagfast.model.history.Step;
import dev.tagfast.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks each effect at the moment it happens, by what the frame that causes it could know. */
final class EffectChecks {
  /** An hour, less what the clocks of two instances may be apart. */
  private static final Duration SURELY_AN_HOUR = Duration.ofMinutes(45);

  private static final int MOST_REPINS = 3;

  /**
   * A patch that was carried out.
   *
   * @param wasHeld whether a person held the workload
   * @param hadLostItsDigest whether somebody took away the digest that Tagfast wrote
   * @param isPullable whether the registry has the digest
   */
  record Rollout(
      ModelTag tag,
      String workload,
      Digest to,
      boolean wasHeld,
      boolean hadLostItsDigest,
      boolean isPullable) {}

  private final Truth truth;
  private final Wire wire;
  private final Map<ModelTag, Rule> rules;
  private final InstantSource clock;
  private final Map<String, List<Instant>> repins = new HashMap<>();

  EffectChecks(Truth truth, Wire wire, Map<ModelTag, Rule> rules, InstantSource clock) {
    this.truth = truth;
    this.wire = wire;
    this.rules = rules;
    this.clock = clock;
  }

  /** The registry answered what the tag shows. */
  void shown(ModelTag tag, Digest digest) {
    Frame frame = wire.frames().element();
    frame.shown(tag, digest);
    truth.shown(tag).add(digest);
    switch (frame.step()) {
      case Step.ArrivesBare bare when bare.tag() == tag -> truth.named(tag, digest, bare.id());
      // The event that made it look may have named no digest.
      case Step.LaterLooks _ -> truth.vouchedFor(tag).add(digest);
      default -> {}
    }
  }

  /** The ledger answered what it holds of the tag. */
  void learned(ModelTag tag, Optional<TagEntry> entry) {
    Frame frame = wire.frames().element();
    frame.learn(tag, entry, frame.instance().clock().instant(), rules.get(tag));
  }

  /** A workload was patched. */
  void rolledOut(Rollout rollout) {
    ModelTag tag = rollout.tag();
    Digest digest = rollout.to();
    truth.begun().merge(rollout.workload(), 1, Integer::sum);
    Frame frame = wire.frames().element();
    Frame.View view = frame.view(tag);
    String what = rollout.workload() + " was brought to " + ModelImage.of(digest);
    truth.holds(
        view.entry().filter(entry -> entry.quarantined().contains(digest)).isEmpty(),
        Invariant.QUARANTINED_IS_NOT_ROLLED_OUT,
        "%s",
        what);
    truth.holds(truth.shown(tag).contains(digest), Invariant.UNSEEN_IS_NOT_ROLLED_OUT, "%s", what);
    truth.holds(
        view.entry()
            .flatMap(TagEntry::accepted)
            .map(AcceptedDigest::digest)
            .filter(digest::equals)
            .isPresent(),
        Invariant.ROLLOUT_IS_RECORDED_FIRST,
        "%s; the ledger says %s",
        what,
        view.entry().flatMap(TagEntry::accepted));
    truth.holds(
        frame.instance().acts() && !Rule.RESTING.containsAll(view.rules()),
        Invariant.ROLLOUT_IS_PERMITTED,
        "%s under %s",
        what,
        view.rules());
    truth.holds(!rollout.wasHeld(), Invariant.PEOPLE_WIN, "%s, and a person held it", what);
    if (frame.isUndisturbed()) {
      truth.holds(
          rollout.isPullable() || !wire.answers(Service.REGISTRY, tag),
          Invariant.ROLLOUT_IS_PULLABLE,
          "%s",
          what);
      if (rollout.hadLostItsDigest()) {
        repinned(rollout.workload());
      }
    }
  }

  private void repinned(String workload) {
    List<Instant> times = repins.computeIfAbsent(workload, _ -> new ArrayList<>());
    Instant now = clock.instant();
    times.add(now);
    truth.holds(
        times.stream().filter(time -> time.isAfter(now.minus(SURELY_AN_HOUR))).count()
            <= MOST_REPINS,
        Invariant.REPINS_ARE_COUNTED,
        "%s, at %s",
        workload,
        times);
  }

  /** A tag is about to be put back. */
  void restored(ModelTag tag, Digest digest) {
    Frame frame = wire.frames().element();
    Frame.View view = frame.view(tag);
    String what = tag + " was put back on " + ModelImage.of(digest);
    truth.holds(
        view.entry().stream()
            .flatMap(entry -> entry.outbox().stream())
            .anyMatch(
                intent -> intent instanceof Intent.Restore restore && restore.to().equals(digest)),
        Invariant.RESTORE_IS_RECORDED_FIRST,
        "%s",
        what);
    truth.holds(
        view.entry().stream()
            .flatMap(entry -> entry.outbox().stream())
            .anyMatch(
                intent ->
                    intent instanceof Intent.Restore restore
                        && restore.over().equals(frame.shown(tag).getLast())),
        Invariant.RESTORE_UNDOES_WHAT_WAS_SEEN,
        "%s over %s",
        what,
        ModelImage.of(frame.shown(tag).getLast()));
    truth.holds(
        frame.instance().acts() && view.rules().contains(Rule.RESTORE),
        Invariant.RESTORE_IS_PERMITTED,
        "%s under %s",
        what,
        view.rules());
    truth.holds(
        truth.shown(tag).contains(digest) && truth.vouchedFor(tag).contains(digest),
        Invariant.RESTORE_IS_PROVEN,
        "%s",
        what);
  }

  /** The sink got a report. */
  void told(Report report) {
    Optional<Report> before = Optional.ofNullable(truth.told().put(report.id(), report));
    truth.holds(
        before.filter(other -> !sameThing(other, report)).isEmpty(),
        Invariant.REPORT_ID_MEANS_ONE_THING,
        "%s and %s",
        before.map(EffectChecks::words),
        words(report));
    // A digest that is put back into a workload again and again is one rollout to people.
    truth.holds(
        report.kind() == ReportKind.ROLLOUT_STARTED || !truth.closed().contains(report.id()),
        Invariant.REPORT_IS_NOT_REPEATED,
        "%s",
        words(report));
    wire.frames().element().told().add(report.id());
  }

  private static boolean sameThing(Report one, Report other) {
    return one.kind() == other.kind()
        && one.key().equals(other.key())
        && one.reason() == other.reason()
        && one.to().equals(other.to())
        && (one.rollout().isPresent() || one.from().equals(other.from()));
  }

  private static String words(Report report) {
    return "%s %s %s from %s to %s"
        .formatted(
            report.kind(),
            report.reason(),
            ModelTag.of(report.key()),
            report.from().map(ModelImage::of),
            report.to().map(ModelImage::of));
  }
}
