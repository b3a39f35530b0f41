package dev.tagfast.pipeline;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.RolloutTarget;
import dev.tagfast.act.rollout.Rollouts;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscribers;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.decide.Decision;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.Verdict;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.UnreadableEntry;
import dev.tagfast.ledger.approval.Approvals;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.PolicyAnswer;
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
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Takes an event through the steps resolve, observe, decide, act, report. Read this first.
 *
 * <p>An event only says that a tag is worth a look. What the tag shows is compared with the ledger.
 * The verdict is recorded with the intents that it demands, and only then are they executed. An
 * event may be delivered again at any time.
 */
@ApplicationScoped
public class PushPipeline implements PushHandler {
  private static final Logger LOG = Logger.getLogger(PushPipeline.class);
  private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);

  private final TagLook tagLook;
  private final Resolver resolver;
  private final EvidenceCollector evidenceCollector;
  private final Subscribers subscribers;
  private final Recorder recorder;
  private final Rollouts rollouts;
  private final LaterLooks laterLooks;
  private final UnreadableEntries unreadable;
  private final Metrics metrics;
  private final Approvals approvals;
  private final TagQueues<Delivery> queues = new TagQueues<>();

  public PushPipeline(
      TagLook tagLook,
      Resolver resolver,
      EvidenceCollector evidenceCollector,
      Subscribers subscribers,
      Recorder recorder,
      Rollouts rollouts,
      LaterLooks laterLooks,
      UnreadableEntries unreadable,
      Metrics metrics,
      Approvals approvals) {
    this.tagLook = tagLook;
    this.resolver = resolver;
    this.evidenceCollector = evidenceCollector;
    this.subscribers = subscribers;
    this.recorder = recorder;
    this.rollouts = rollouts;
    this.laterLooks = laterLooks;
    this.unreadable = unreadable;
    this.metrics = metrics;
    this.approvals = approvals;
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
   * Handles a tag of a reconcile.
   *
   * @param pods the reconcile's look at what pods run; empty: nobody looks
   * @param approvals whether approvals of the tag wait
   * @throws TemporaryFailure if ledger, API server or registry could not be asked
   */
  public Outcome reconcile(
      TagKey key, List<Subscriber> followers, Optional<DriftLook> pods, boolean approvals) {
    Delivery delivery = new Delivery(PushEvent.reconcile(key), () -> followers, false, _ -> {});
    pods.ifPresent(delivery::with);
    if (approvals) {
      delivery.readApprovals();
    }
    return handle(delivery);
  }

  private Outcome handle(
      PushEvent event, Supplier<List<Subscriber>> followers, Consumer<Outcome> recorded) {
    Delivery delivery = new Delivery(event, followers, false, recorded);
    Outcome outcome = handle(delivery);
    if (delivery.wantsLaterLook()) {
      laterLooks.ask(event, this::lookLater);
    }
    return outcome;
  }

  private Outcome handle(Delivery delivery) {
    long start = System.nanoTime();
    queues.handle(delivery.event().key(), delivery, tagLook::handle);
    Outcome outcome = finish(delivery);
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    if (isLogged(outcome)) {
      EventLog.write(outcome, duration);
    }
    metrics.handled(outcome, duration);
    return outcome;
  }

  private Outcome finish(Delivery delivery) {
    try {
      return delivery.finish();
    } catch (UnreadableEntry e) {
      return unreadable.report(delivery.event(), e);
    } catch (LedgerUnavailable | PolicyUnavailable | ClusterUnavailable e) {
      throw TemporaryFailure.because(e, DEFAULT_RETRY_AFTER);
    }
  }

  private boolean lookLater(PushEvent event, boolean last) {
    Delivery delivery =
        new Delivery(event, () -> subscribers.following(event.key()), last, _ -> {});
    try {
      handle(delivery);
      return delivery.wantsLaterLook();
    } catch (TemporaryFailure e) {
      LOG.infof("%s is left to the next reconcile: %s", event.key(), e.getMessage());
      return false;
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s: the second look failed, the next reconcile looks", event.key());
      return false;
    }
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

  private Outcome explain(PushEvent event) {
    try {
      return explained(event);
    } catch (UnreadableEntry e) {
      return UnreadableEntries.outcome(event, e, List.of());
    } catch (LedgerUnavailable | PolicyUnavailable | ClusterUnavailable e) {
      return Outcome.refused(event, Reason.CLUSTER_UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (TemporaryFailure e) {
      return Outcome.refused(event, Reason.REGISTRY_UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private Outcome explained(PushEvent event) {
    if (!evidenceCollector.isListed(event.key())) {
      return Outcome.refused(event, Reason.REGISTRY_NOT_LISTED);
    }
    Optional<TagEntry> before = recorder.read(event.key()).map(TagLedger.Versioned::entry);
    List<Subscriber> followers = subscribers.following(event.key());
    Function<ContentKind, PolicyAnswer> policies =
        evidenceCollector.policiesOf(event.key(), event.isAdmission());
    Optional<Verdict> known = EvidenceCollector.withoutLook(policies, before, () -> followers);
    if (known.isPresent()) {
      return Outcomes.withoutLook(event, known.get());
    }
    return switch (resolver.look(event)) {
      case Look.NotListed _ -> Outcome.refused(event, Reason.REGISTRY_NOT_LISTED);
      case Look.Unanswered(String why, _) ->
          Outcome.refused(event, Reason.REGISTRY_UNAVAILABLE, why);
      case Sighting sighting -> explained(event, sighting, policies, before, followers);
    };
  }

  private Outcome explained(
      PushEvent event,
      Sighting sighting,
      Function<ContentKind, PolicyAnswer> policies,
      Optional<TagEntry> before,
      List<Subscriber> followers) {
    Evidence evidence =
        evidenceCollector.collect(event.key(), sighting, policies, before, followers, false);
    Decision decision =
        new ApprovalLook(approvals, event.key()).decide(recorder, event, evidence, before);
    Optional<RolloutTarget> target = decision.next().or(() -> before).flatMap(RolloutTarget::of);
    List<RolloutResult> planned =
        target.isPresent() && TagLook.mayRollOut(decision.verdict())
            ? rollouts.bring(followers, event.key(), target.get(), Cause.of(event), true)
            : List.of();
    return Outcomes.of(event, evidence, decision, decision.verdict()).with(planned, List.of());
  }
}
