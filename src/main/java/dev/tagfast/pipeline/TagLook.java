package dev.tagfast.pipeline;

import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.decide.Decision;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.Verdict;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.Observation;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.approval.Approvals;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.PolicyUnavailable;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.report.Outcome;
import dev.tagfast.resolve.Look;
import dev.tagfast.resolve.Resolver;
import dev.tagfast.resolve.Sighting;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks at one tag for all deliveries that wait for it: one read of the ledger, one request to the
 * registry, a decision for each delivery in turn, and one write. The intents are left to the thread
 * of one delivery, so the next look at the tag need not wait for them.
 */
@ApplicationScoped
class TagLook {
  private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);

  private final Resolver resolver;
  private final EvidenceCollector evidenceCollector;
  private final Recorder recorder;
  private final IntentExecutor executor;
  private final Approvals approvals;

  TagLook(
      Resolver resolver,
      EvidenceCollector evidenceCollector,
      Recorder recorder,
      IntentExecutor executor,
      Approvals approvals) {
    this.resolver = resolver;
    this.evidenceCollector = evidenceCollector;
    this.recorder = recorder;
    this.executor = executor;
    this.approvals = approvals;
  }

  /** A delivery, and what was decided about it. */
  private record Judged(Delivery delivery, Evidence evidence, Decision decision) {
    Outcome outcome() {
      return outcome(decision.verdict());
    }

    Outcome outcome(Verdict verdict) {
      return Outcomes.of(delivery.event(), evidence, decision, verdict);
    }
  }

  /** Handles deliveries of one tag. What goes wrong is set as their result. */
  void handle(List<Delivery> arrived) {
    // A look that decides the claims of earlier events must not decide those that came with it.
    List<Delivery> deliveries =
        arrived.stream()
            .sorted(Comparator.comparing(delivery -> !delivery.decidesClaims()))
            .toList();
    try {
      TagKey key = deliveries.getFirst().event().key();
      for (int attempt = 1; !isRecorded(key, deliveries); attempt++) {
        Recorder.backOff(key, attempt);
      }
    } catch (LedgerUnavailable | PolicyUnavailable | ClusterUnavailable e) {
      TemporaryFailure failure = TemporaryFailure.because(e, DEFAULT_RETRY_AFTER);
      deliveries.forEach(delivery -> delivery.failed(failure));
    } catch (RuntimeException e) {
      deliveries.forEach(delivery -> delivery.failed(e));
    }
  }

  /**
   * Looks and records once. False: another process wrote the entry after it was read, so the
   * sighting may be out of date.
   */
  private boolean isRecorded(TagKey key, List<Delivery> deliveries) {
    if (!evidenceCollector.isListed(key)) {
      deliveries.forEach(delivery -> refuse(delivery, Reason.REGISTRY_NOT_LISTED));
      return true;
    }
    Optional<TagLedger.Versioned> before = recorder.read(key);
    Optional<TagEntry> entry = before.map(TagLedger.Versioned::entry);
    ApprovalLook approvalLook = new ApprovalLook(approvals, key);
    if (deliveries.stream().anyMatch(Delivery::readsApprovals)) {
      approvalLook.begin();
    }
    Supplier<List<Subscriber>> followers = followers(key, deliveries);
    boolean isRun = deliveries.stream().anyMatch(each -> each.event().isAdmission());
    Function<ContentKind, PolicyAnswer> policies = evidenceCollector.policiesOf(key, isRun);
    Optional<Verdict> known = EvidenceCollector.withoutLook(policies, entry, followers);
    if (known.isPresent()) {
      deliveries.forEach(
          delivery -> delivery.done(Outcomes.withoutLook(delivery.event(), known.get())));
      approvalLook.tell(entry);
      finishOwed(deliveries.getFirst(), before, followers);
      return true;
    }
    RegistryAnswer<Descriptor> answer = resolver.ask(key);
    List<Judged> judged = new ArrayList<>();
    Optional<TagEntry> next = entry;
    boolean changed = false;
    boolean unanswered = false;
    for (Delivery delivery : deliveries) {
      PushEvent event = delivery.event();
      switch (Resolver.interpret(event, answer)) {
        case Look.NotListed _ -> refuse(delivery, Reason.REGISTRY_NOT_LISTED);
        case Look.Unanswered(String why, Optional<Duration> retryAfter) -> {
          unanswered = true;
          delivery.failed(new TemporaryFailure(why, retryAfter.orElse(DEFAULT_RETRY_AFTER)));
        }
        case Sighting sighting -> {
          Evidence evidence =
              evidenceCollector.collect(
                  key, sighting, policies, next, followers.get(), delivery.decidesClaims());
          Decision decision = approvalLook.decide(recorder, event, evidence, next);
          if (decision.next().isPresent()) {
            changed = true;
            next = decision.next();
          }
          judged.add(new Judged(delivery, evidence, decision));
        }
      }
    }
    if (judged.isEmpty()) {
      approvalLook.tell(entry);
      if (unanswered) {
        finishOwed(deliveries.getFirst(), before, followers);
      }
      return true;
    }
    Delivery first = deliveries.getFirst();
    boolean reconcile = deliveries.stream().anyMatch(each -> each.event().isReconcile());
    Optional<TagEntry> followed =
        next.flatMap(
            decided -> recorder.follow(entry, decided, followers.get(), first.event(), reconcile));
    if (followed.isPresent()) {
      changed = true;
      next = followed;
    }
    Optional<Recorder.Recorded> recorded =
        recorder.write(changed ? next : Optional.empty(), before);
    recorded.ifPresent(
        written -> {
          conclude(judged, written);
          approvalLook.tell(written.entry().map(TagLedger.Versioned::entry));
        });
    return recorded.isPresent();
  }

  /** The subscribers of the tag; where a look at pods is made, with what those say. */
  private Supplier<List<Subscriber>> followers(TagKey key, List<Delivery> deliveries) {
    Supplier<List<Subscriber>> listed = deliveries.getFirst().followers();
    return once(
        () ->
            deliveries.stream()
                .flatMap(delivery -> delivery.driftLook().stream())
                .findFirst()
                .map(pods -> pods.judged(listed.get(), key, recorder.now()))
                .orElseGet(listed));
  }

  private void conclude(List<Judged> judged, Recorder.Recorded recorded) {
    judged.stream()
        .filter(each -> each.decision().next().isPresent())
        .forEach(each -> executor.countDisplaced(each.evidence()));
    judged.stream().filter(TagLook::wantsLaterLook).forEach(each -> each.delivery().lookLater());
    boolean othersExecute = recorded.inProgressElsewhere();
    if (recorded.entry().isEmpty() || othersExecute) {
      judged.forEach(each -> each.delivery().done(each.outcome(shared(each, othersExecute))));
      return;
    }
    Judged executing =
        judged.stream()
            .filter(each -> each.decision().next().isPresent())
            .findFirst()
            .orElse(judged.getFirst());
    boolean hasIntents = !recorded.intents().isEmpty();
    // From here on a killed process loses nothing: the intents are in the outbox, and reconcile
    // finds subscribers that do not run the accepted digest.
    for (Judged each : judged) {
      boolean left = each != executing && hasIntents;
      each.delivery().recorded(each.outcome(shared(each, left)));
    }
    Delivery delivery = executing.delivery();
    boolean mayRollOut = mayRollOut(judged.getLast().decision().verdict());
    delivery.leave(
        () -> {
          ExecutionResult result =
              executor.execute(delivery, executing.evidence(), recorded, mayRollOut);
          delivery.done(executing.outcome().with(result.rollouts(), result.reports()));
        });
  }

  /**
   * Whether subscribers may be rolled out. While a policy is invalid none is, not even an unpinned
   * one.
   */
  static boolean mayRollOut(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Nothing(Reason reason) ->
          reason != Reason.IGNORED_BY_POLICY && reason != Reason.NOT_FOLLOWED;
      case Verdict.Accept _, Verdict.Overwrite _, Verdict.Forget _, Verdict.Later _ -> true;
      case Verdict.Hold _ -> false;
    };
  }

  /** Where another delivery executes what both demand, this one says that it is in hand. */
  private static Verdict shared(Judged judged, boolean inHand) {
    Verdict verdict = judged.decision().verdict();
    return inHand && verdict instanceof Verdict.Nothing
        ? new Verdict.Nothing(Reason.IN_HAND)
        : verdict;
  }

  /**
   * Whether the tag may show another digest in a moment: the event came before its tag was written,
   * or it names no digest and the tag looks as before.
   */
  private static boolean wantsLaterLook(Judged judged) {
    PushEvent event = judged.delivery().event();
    if (event.action() != PushEvent.Action.PUSH || judged.delivery().decidesClaims()) {
      return false;
    }
    Verdict verdict = judged.decision().verdict();
    return switch (judged.evidence().sighting()) {
      case Sighting.Gone _ -> true;
      case Sighting.Seen seen ->
          seen.claimed().isPresent()
              ? !(verdict instanceof Verdict.Nothing)
              : event.digest().isEmpty()
                  && !event.isDeadLetter()
                  && judged.decision().observation() instanceof Observation.Unchanged;
      case Sighting.Withheld _, Sighting.Unreadable _, Sighting.Unreached _ -> false;
    };
  }

  /** Does what is owed and needs no look: reports must not wait for a registry that is away. */
  private void finishOwed(
      Delivery delivery,
      Optional<TagLedger.Versioned> before,
      Supplier<List<Subscriber>> followers) {
    boolean owes =
        before
            .filter(known -> known.entry().outbox().stream().anyMatch(TagLook::needsNoRegistry))
            .isPresent();
    if (owes) {
      recorder
          .write(Optional.empty(), before)
          .filter(recorded -> !recorded.intents().isEmpty())
          .ifPresent(
              recorded -> {
                delivery.acknowledge();
                delivery.leave(
                    () -> executor.executeWithoutLook(delivery.event(), recorded, followers));
              });
    }
  }

  private static boolean needsNoRegistry(Intent intent) {
    return switch (intent) {
      case Intent.Tell _, Intent.Rollout _ -> true;
      case Intent.Restore _, Intent.Anchor _ -> false;
    };
  }

  private static void refuse(Delivery delivery, Reason reason) {
    delivery.done(Outcome.refused(delivery.event(), reason));
  }

  private static <T> Supplier<T> once(Supplier<T> source) {
    return new Supplier<>() {
      private Optional<T> value = Optional.empty();

      @Override
      public T get() {
        if (value.isEmpty()) {
          value = Optional.of(source.get());
        }
        return value.get();
      }
    };
  }
}
