package dev.tagfast.pipeline;

import dev.tagfast.act.progress.Progress;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.StartedRollout;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Sentence;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.rolling.FollowedRollouts;
import dev.tagfast.ledger.rolling.FollowedRollouts.Rolling;
import dev.tagfast.report.ReportFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows the rollouts of a tag to their end: what is to be told of them goes into the outbox,
 * before anything else is done. A rollout that a process began and did not live to record is found
 * by what it wrote on the workload. No I/O.
 */
final class RolloutWatch {
  private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  private final TagEntry entry;
  private final Cause cause;
  private final Instant now;
  private final List<Intent.Tell> tells = new ArrayList<>();
  private FollowedRollouts rollouts;
  private long toldBelow;

  private RolloutWatch(TagEntry entry, Cause cause, Instant now) {
    this.entry = entry;
    this.cause = cause;
    this.now = now;
    rollouts = entry.rollouts();
    toldBelow = rollouts.toldBelow();
  }

  /**
   * What a look knows beside the followers.
   *
   * @param othersExecute whether another delivery executes the outbox: what it begins it also
   *     tells, unless it dies
   * @param judges whether the look may say that a rollout failed: reconcile asks the pods why
   */
  record View(boolean othersExecute, boolean judges) {}

  /**
   * The entry with what is to be told; empty: nothing is new.
   *
   * @param cause of the look
   */
  static Optional<TagEntry> next(
      TagEntry entry, List<Subscriber> followers, View view, Cause cause, Instant now) {
    RolloutWatch watch = new RolloutWatch(entry, cause, now);
    followers.forEach(follower -> watch.look(follower, view));
    watch.forgetOthers(followers);
    if (watch.tells.isEmpty() && watch.rollouts.equals(entry.rollouts())) {
      return Optional.empty();
    }
    FollowedRollouts next =
        view.othersExecute() ? watch.rollouts : watch.rollouts.toldBelow(watch.toldBelow);
    var changed = entry.change().rollouts(next);
    if (!watch.tells.isEmpty()) {
      // What is begun from now on is another rollout, also where it goes to the same digest.
      changed.nextGeneration();
      watch.tells.forEach(changed::demand);
    }
    return Optional.of(changed.build());
  }

  private void look(Subscriber follower, View view) {
    String name = follower.workload().toString();
    Optional<StartedRollout> known = StartedRollout.of(follower, entry.key());
    if (known.isEmpty()) {
      rollouts = rollouts.without(name);
      return;
    }
    StartedRollout started = known.get();
    if (view.othersExecute() && !isReplaced(started)) {
      return;
    }
    toldBelow = Math.max(toldBelow, started.generation() + 1);
    Optional<Rolling> rolling =
        rollouts.of(name).filter(it -> it.generation() == started.generation());
    if (rolling.isEmpty()) {
      rollouts = rollouts.without(name);
      if (!isUntold(started)) {
        return;
      }
      begun(follower, started);
      rolling = Optional.of(rolling(name, started, false));
      rollouts = rollouts.with(rolling.get());
    }
    if (started.stands()) {
      end(follower, started, rolling.get(), view);
    } else {
      rollouts = rollouts.without(name);
    }
  }

  private static Rolling rolling(String name, StartedRollout started, boolean failed) {
    return new Rolling(name, started.at(), started.generation(), failed);
  }

  /** An entry that was made after the rollout knows nothing of it; clocks may be apart. */
  private boolean isUntold(StartedRollout started) {
    return started.generation() >= entry.rollouts().toldBelow()
        && !started.at().isBefore(entry.firstSeen().minus(CLOCKS_APART));
  }

  private void begun(Subscriber follower, StartedRollout started) {
    tell(
        started.back() ? ReportKind.ROLLOUT_ROLLED_BACK : ReportKind.ROLLOUT_STARTED,
        started.back() ? Reason.ROLLED_BACK : Reason.ROLLOUT_STARTED,
        follower,
        started,
        "",
        Optional.empty());
  }

  private void end(Subscriber follower, StartedRollout started, Rolling rolling, View view) {
    String name = follower.workload().toString();
    switch (follower.progress()) {
      case Progress.Complete(Optional<Instant> at) -> {
        rollouts = rollouts.without(name);
        tell(
            ReportKind.ROLLOUT_COMPLETED,
            Reason.ROLLOUT_COMPLETED,
            follower,
            started,
            "",
            took(follower, started, at.orElse(now)));
      }
      case Progress.Failed(String why) -> {
        if (!rolling.failed() && (view.judges() || isReplaced(started))) {
          rollouts = rollouts.with(rolling(name, started, true));
          tell(
              ReportKind.ROLLOUT_FAILED,
              Reason.PODS_FAILED,
              follower,
              started,
              Sentence.of(why),
              Optional.empty());
        }
      }
      case Progress.NotFollowed _ -> rollouts = rollouts.without(name);
      case Progress.InProgress _, Progress.Waits _ -> {}
    }
  }

  /** Whether another rollout is to take its place: then this is the last look that sees it. */
  private boolean isReplaced(StartedRollout started) {
    return !started.stands()
        || entry.accepted().filter(to -> !to.digest().equals(started.to())).isPresent();
  }

  /** From the push; a digest that was put back, or that a rollback brought, was pushed long ago. */
  private Optional<Duration> took(Subscriber follower, StartedRollout started, Instant ready) {
    if (started.back()) {
      return Optional.empty();
    }
    Instant begin =
        started.from(follower).isPresent()
            ? move(started.to()).map(Move::at).orElse(started.at())
            : started.at();
    Instant end = ready.isBefore(started.at()) ? now : ready;
    return Optional.of(Duration.between(begin, end)).filter(took -> !took.isNegative());
  }

  private Optional<Move> move(Digest to) {
    return entry.history().reversed().stream()
        .filter(move -> move.to().filter(to::equals).isPresent())
        .findFirst();
  }

  private void tell(
      ReportKind kind,
      Reason reason,
      Subscriber follower,
      StartedRollout started,
      String detail,
      Optional<Duration> took) {
    Workload workload = follower.workload();
    tells.add(
        new Intent.Tell(
            ReportFactory.idOf(
                entry,
                kind,
                workload,
                started.to(),
                new RolloutResult.Begun(started.at(), started.generation())),
            kind.name(),
            started.from(follower),
            Optional.of(started.to()),
            reason.word(),
            detail,
            kind.isAlert(),
            move(started.to()).map(Move::cause).orElse(cause),
            Optional.of(
                new Intent.About(
                    workload.apiVersion(),
                    workload.kind(),
                    workload.namespace(),
                    workload.name(),
                    workload.uid(),
                    started.containers(),
                    took))));
  }

  /** Those of workloads that are gone, or follow the tag no more. */
  private void forgetOthers(List<Subscriber> followers) {
    List<String> names = followers.stream().map(each -> each.workload().toString()).toList();
    rollouts.rolling().stream()
        .map(Rolling::workload)
        .filter(name -> !names.contains(name))
        .forEach(name -> rollouts = rollouts.without(name));
  }
}
