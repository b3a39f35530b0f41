package dev.tagfast.pipeline;

import dev.tagfast.act.rollout.ClusterUnavailable;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.RolloutTarget;
import dev.tagfast.act.rollout.Rollouts;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscribers;
import dev.tagfast.decide.Decision;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.Verdict;
import dev.tagfast.image.PushEvent;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.UnreadableEntry;
import dev.tagfast.policy.PolicyUnavailable;
import dev.tagfast.report.EventLog;
import dev.tagfast.report.Outcome;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.resolve.Look;
import dev.tagfast.resolve.Resolver;
import dev.tagfast.resolve.Sighting;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Takes an event through the steps resolve, observe, decide, act, report. Read this first.
 *
 * <p>An event only says that a tag is worth a look. What the tag shows is compared with the ledger.
 * The verdict is recorded with the intents that it demands, and only then are they executed. An
 * event may be delivered again at any time.
 */
@ApplicationScoped
public class PushPipeline implements PushHandler {
  private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);

  private final Resolver resolver;
  private final EvidenceCollector evidenceCollector;
  private final Subscribers subscribers;
  private final Recorder recorder;
  private final IntentExecutor executor;
  private final Rollouts rollouts;
  private final UnreadableEntries unreadable;
  private final Metrics metrics;

  public PushPipeline(
      Resolver resolver,
      EvidenceCollector evidenceCollector,
      Subscribers subscribers,
      Recorder recorder,
      IntentExecutor executor,
      Rollouts rollouts,
      UnreadableEntries unreadable,
      Metrics metrics) {
    this.resolver = resolver;
    this.evidenceCollector = evidenceCollector;
    this.subscribers = subscribers;
    this.recorder = recorder;
    this.executor = executor;
    this.rollouts = rollouts;
    this.unreadable = unreadable;
    this.metrics = metrics;
  }

  @Override
  public Outcome handle(PushEvent event, boolean explain) {
    return explain ? explain(event) : handle(event, _ -> {});
  }

  @Override
  public Outcome handle(PushEvent event, Consumer<Outcome> recorded) {
    return handle(event, () -> subscribers.following(event.key()), recorded);
  }

  /**
   * Handles an event whose subscribers the caller has listed, without {@code explain}.
   *
   * @throws TemporaryFailure if ledger, API server or registry could not be asked
   */
  public Outcome handle(PushEvent event, Supplier<List<Subscriber>> followers) {
    return handle(event, followers, _ -> {});
  }

  private Outcome handle(
      PushEvent event, Supplier<List<Subscriber>> followers, Consumer<Outcome> recorded) {
    long start = System.nanoTime();
    Outcome outcome = handleUntilRecorded(event, followers, recorded);
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    if (isLogged(outcome)) {
      EventLog.write(outcome, duration);
    }
    metrics.handled(outcome, duration);
    return outcome;
  }

  /**
   * Whether the outcome gets a log line: a reconcile logs nothing about a tag that is as it should
   * be.
   */
  private static boolean isLogged(Outcome outcome) {
    return !outcome.event().isReconcile()
        || !outcome.reports().isEmpty()
        || outcome.verdict().filter(Verdict.Nothing.class::isInstance).isEmpty();
  }

  private Outcome handleUntilRecorded(
      PushEvent event, Supplier<List<Subscriber>> followers, Consumer<Outcome> recorded) {
    try {
      for (int attempt = 1; ; attempt++) {
        Optional<Outcome> outcome = lookAndRecord(event, followers, recorded);
        if (outcome.isPresent()) {
          return outcome.get();
        }
        Recorder.backOff(event.key(), attempt);
      }
    } catch (UnreadableEntry e) {
      return unreadable.report(event, e);
    } catch (LedgerUnavailable | PolicyUnavailable | ClusterUnavailable e) {
      throw TemporaryFailure.because(e, DEFAULT_RETRY_AFTER);
    }
  }

  /**
   * Looks and records once. Empty: another delivery wrote the entry after it was read, so the
   * sighting may be out of date.
   */
  private Optional<Outcome> lookAndRecord(
      PushEvent event, Supplier<List<Subscriber>> followerList, Consumer<Outcome> whenRecorded) {
    Optional<TagLedger.Versioned> before = recorder.read(event.key());
    return switch (resolver.look(event)) {
      case Look.NotListed _ -> Optional.of(Outcome.refused(event, Reason.REGISTRY_NOT_LISTED));
      case Look.Unanswered(String why, Optional<Duration> retryAfter) ->
          throw new TemporaryFailure(why, retryAfter.orElse(DEFAULT_RETRY_AFTER));
      case Sighting sighting -> {
        Evidence evidence =
            evidenceCollector.collect(
                event.key(), sighting, before.map(TagLedger.Versioned::entry), followerList.get());
        yield recorder
            .record(event, evidence, before)
            .map(recorded -> execute(event, evidence, recorded, whenRecorded));
      }
    };
  }

  private Outcome execute(
      PushEvent event,
      Evidence evidence,
      Recorder.RecordedDecision recorded,
      Consumer<Outcome> whenRecorded) {
    Decision decision = recorded.decision();
    if (decision.next().isPresent()) {
      countDisplaced(evidence);
    }
    if (recorded.entry().isEmpty()) {
      return outcome(event, evidence, decision, decision.verdict(), List.of());
    }
    if (recorded.inProgressElsewhere()) {
      boolean changesNothing = decision.verdict() instanceof Verdict.Nothing;
      Verdict verdict = changesNothing ? new Verdict.Nothing(Reason.IN_HAND) : decision.verdict();
      return outcome(event, evidence, decision, verdict, List.of());
    }
    // From here on a killed process loses nothing: the intents are in the outbox, and reconcile
    // finds subscribers that do not run the accepted digest.
    whenRecorded.accept(outcome(event, evidence, decision, decision.verdict(), List.of()));
    ExecutionResult result =
        executor.execute(event, evidence, recorded, mayRollOut(decision.verdict()));
    return new Outcome(
        event,
        Optional.empty(),
        Optional.of(decision.observation()),
        evidence.shownImage(),
        Optional.of(decision.verdict()),
        result.rollouts(),
        result.reports());
  }

  private void countDisplaced(Evidence evidence) {
    evidence
        .displaced()
        .ifPresent(
            displaced ->
                evidence
                    .registry()
                    .ifPresent(registry -> metrics.displaced(registry.name(), displaced)));
  }

  private Outcome explain(PushEvent event) {
    return switch (resolver.look(event)) {
      case Look.NotListed _ -> Outcome.refused(event, Reason.REGISTRY_NOT_LISTED);
      case Look.Unanswered _ -> Outcome.refused(event, Reason.REGISTRY_UNAVAILABLE);
      case Sighting sighting -> {
        try {
          yield explain(event, sighting);
        } catch (UnreadableEntry e) {
          yield UnreadableEntries.outcome(event, e, List.of());
        } catch (LedgerUnavailable | PolicyUnavailable | ClusterUnavailable _) {
          yield Outcome.refused(event, Reason.CLUSTER_UNAVAILABLE);
        } catch (TemporaryFailure _) {
          yield Outcome.refused(event, Reason.REGISTRY_UNAVAILABLE);
        }
      }
    };
  }

  private Outcome explain(PushEvent event, Sighting sighting) {
    Optional<TagEntry> before = recorder.read(event.key()).map(TagLedger.Versioned::entry);
    Evidence evidence =
        evidenceCollector.collect(
            event.key(), sighting, before, subscribers.following(event.key()));
    Recorder.Preview preview = recorder.preview(event, evidence, before);
    Optional<RolloutTarget> target = preview.entry().flatMap(RolloutTarget::of);
    Verdict verdict = preview.decision().verdict();
    List<RolloutResult> planned =
        target.isPresent() && mayRollOut(verdict)
            ? rollouts.bring(evidence.followers(), event.key(), target.get(), Cause.of(event), true)
            : List.of();
    return outcome(event, evidence, preview.decision(), verdict, planned);
  }

  /**
   * Whether subscribers may be rolled out. While a policy is invalid none is, not even an unpinned
   * one.
   */
  private static boolean mayRollOut(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Nothing(Reason reason) ->
          reason != Reason.IGNORED_BY_POLICY && reason != Reason.NOT_FOLLOWED;
      case Verdict.Accept _, Verdict.Overwrite _, Verdict.Forget _, Verdict.Later _ -> true;
      case Verdict.Hold _ -> false;
    };
  }

  private static Outcome outcome(
      PushEvent event,
      Evidence evidence,
      Decision decision,
      Verdict verdict,
      List<RolloutResult> rollouts) {
    return new Outcome(
        event,
        Optional.empty(),
        Optional.of(decision.observation()),
        evidence.shownImage(),
        Optional.of(verdict),
        rollouts,
        List.of());
  }
}
