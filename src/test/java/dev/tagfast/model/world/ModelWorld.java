package dev.tagfast.model.world;

import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.ledger.Acceptance;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.model.history.History;
import dev.tagfast.model.history.ModelImage;
import dev.tagfast.model.history.ModelTag;
import dev.tagfast.model.history.Rule;
import dev.tagfast.model.history.Service;
import dev.tagfast.model.history.Step;
import dev.tagfast.report.Report;
import dev.tagfast.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Carries out the steps of one history, on one thread and without real time. A step that happens
 * during another is carried out inside a request of the other, by another instance.
 */
public final class ModelWorld {
  private static final int MOST_RESENDS = 5;
  private static final int SETTLING_LOOKS = 4;
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(40);

  private final MovableClock clock = new MovableClock();
  private final Instances instances;
  private final Truth truth;
  private final Wire wire = new Wire(step -> perform(step, List.of()));
  private final ModelPolicies policies = new ModelPolicies(wire);
  private final EffectChecks effects;
  private final ModelRegistry registry;
  private final ModelCluster cluster;
  private final ModelLedger ledger;
  private final ModelApprovals approvals;
  private final SettledChecks settled;
  private final List<Unanswered> unanswered = new ArrayList<>();

  /** An event that its sender sends again. */
  private record Unanswered(PushEvent event, Step step) {}

  private ModelWorld(Set<Invariant> notChecked) {
    truth = new Truth(notChecked);
    effects = new EffectChecks(truth, wire, policies.rules(), clock);
    registry = new ModelRegistry(wire, effects);
    cluster = new ModelCluster(wire, registry, effects);
    ledger = new ModelLedger(wire, effects, new LedgerChecks(truth, wire, cluster, clock));
    approvals = new ModelApprovals(wire, truth);
    settled = new SettledChecks(truth, registry, ledger, cluster, policies);
    instances =
        new Instances(
            truth,
            wire,
            policies,
            clock,
            (time, act) ->
                new Instance(
                    registry, cluster, ledger, approvals, policies, this::tell, time, act));
  }

  /**
   * Carries out a history and lets everything settle.
   *
   * @param notChecked invariants that are known not to hold
   * @return what does not hold; empty: everything does
   */
  public static Optional<Violation> run(History history, Set<Invariant> notChecked) {
    try {
      ModelWorld world = new ModelWorld(notChecked);
      history.steps().forEach(step -> world.perform(step, List.of()));
      world.settle();
      return Optional.empty();
    } catch (Violation violation) {
      return Optional.of(violation);
    }
  }

  private List<String> tell(Report report) {
    return wire.request(
        Service.SINK,
        () -> {
          effects.told(report);
          return List.of();
        },
        _ -> List.of("sink"));
  }

  /**
   * @param planned what happens during this step
   */
  private void perform(Step step, List<Step.During> planned) {
    switch (step) {
      case Step.During during -> {
        List<Step.During> more = new ArrayList<>(planned);
        more.add(during);
        perform(during.outer(), more);
      }
      case Step.Push(ModelTag tag, ModelImage image) -> {
        registry.push(tag, image);
        truth.registryChanged(tag, registry.shows(tag));
      }
      case Step.Delete(ModelTag tag) -> {
        registry.delete(tag);
        truth.registryChanged(tag, Optional.empty());
      }
      case Step.Collect(ModelImage image) -> registry.collect(image);
      case Step.Arrives arrives -> {
        truth.named(arrives.tag(), arrives.image().digest(), arrives.id());
        deliver(Events.of(arrives), arrives.at(), arrives.early(), step, planned);
      }
      case Step.ArrivesBare bare -> deliver(Events.of(bare), bare.at(), false, step, planned);
      case Step.DeleteArrives gone -> deliver(Events.of(gone), gone.at(), false, step, planned);
      case Step.Resend(int at) -> {
        List<Unanswered> again = List.copyOf(unanswered);
        unanswered.clear();
        again.forEach(each -> deliver(each.event(), at, false, each.step(), planned));
      }
      case Step.LaterLooks(int at) -> laterLooks(at, step, planned);
      case Step.Reconcile(int at) -> reconcile(at, step, planned);
      case Step.RuleBecomes(ModelTag tag, Rule rule) -> {
        policies.become(tag, rule);
        truth.ruleBecomes(tag, rule);
      }
      case Step.Accept(ModelTag tag, ModelImage image, int seconds) -> accept(tag, image, seconds);
      case Step.Approve(ModelTag tag, ModelImage image, int seconds) ->
          approvals.approve(tag, image.digest(), end(seconds), clock.instant());
      case Step.Unaccept(ModelTag tag) -> {
        if (ledger.accept(tag, Optional.empty())) {
          truth.unaccepted(tag);
        }
      }
      case Step.Apply(ModelTag tag, int workload) -> cluster.apply(tag, workload, Optional.empty());
      case Step.Pin(ModelTag tag, int workload, ModelImage image) -> {
        cluster.apply(tag, workload, Optional.of(image.digest()));
        truth.vouchedFor(tag).add(image.digest());
      }
      case Step.TimePasses(int seconds) -> clock.pass(Duration.ofSeconds(seconds));
      case Step.ClockDiffers(int at, int seconds) ->
          instances.clockDiffers(at, Duration.ofSeconds(seconds));
      case Step.GoesDown(Service service) -> wire.down(service, true);
      case Step.ComesUp(Service service) -> wire.down(service, false);
      case Step.Trouble(Service service, ModelTag tag) -> wire.trouble(service, tag, true);
      case Step.TroubleEnds(Service service, ModelTag tag) -> wire.trouble(service, tag, false);
      case Step.ModeBecomes(boolean act) -> instances.act(act);
      case Step.Fault _ -> {}
    }
  }

  private Optional<Instant> end(int seconds) {
    return seconds == 0 ? Optional.empty() : Optional.of(clock.instant().plusSeconds(seconds));
  }

  private void accept(ModelTag tag, ModelImage image, int seconds) {
    Optional<Instant> until = end(seconds);
    if (ledger.accept(tag, Optional.of(new Acceptance(image.digest(), until)))) {
      truth.accepted(tag, image.digest(), until, clock.instant());
      truth
          .acceptance(tag)
          .filter(
              said ->
                  ledger
                      .entry(tag)
                      .flatMap(TagEntry::accepted)
                      .map(AcceptedDigest::digest)
                      .filter(said.digest()::equals)
                      .isPresent())
          .ifPresent(truth::perhapsUsed);
    }
  }

  private void deliver(
      PushEvent event, int at, boolean early, Step step, List<Step.During> planned) {
    AtomicBoolean answered = new AtomicBoolean();
    Optional<AcceptedDigest> accepted =
        ledger.entry(ModelTag.of(event.key())).flatMap(TagEntry::accepted);
    Optional<Frame> ended =
        instances.run(
            at,
            step,
            planned,
            instance ->
                instance.pipeline().handle(event, _ -> answered.set(answered.get() || early)));
    if (ended.isPresent()) {
      answered(event, accepted, ended.get());
    } else if (!answered.get()) {
      unanswered.add(new Unanswered(event, step));
    }
  }

  private void answered(PushEvent event, Optional<AcceptedDigest> accepted, Frame frame) {
    ModelTag tag = ModelTag.of(event.key());
    Set<Rule> rules = frame.rules(tag);
    List<Digest> shown = frame.shown(tag);
    shown.stream()
        .filter(digest -> event.digest().filter(named -> !named.equals(digest)).isEmpty())
        .forEach(digest -> truth.agreed(tag, digest, event.id()));
    boolean current =
        !shown.isEmpty() && registry.shows(tag).filter(shown.getLast()::equals).isPresent();
    if (current && rules.stream().allMatch(r -> r == Rule.INVALID || Rule.PROTECTING.contains(r))) {
      truth.announced(tag);
    }
    if (!Rule.PROTECTING.containsAll(rules)) {
      return;
    }
    truth.holds(
        !frame.isUndisturbed()
            || !wire.frames().isEmpty()
            || !current
            || settled.isRecorded(tag)
            || settled.isBeingRestored(tag),
        Invariant.EVENT_IS_RECORDED,
        "%s shows %s",
        tag,
        shown.stream().map(ModelImage::of).toList());
    event
        .digest()
        .filter(digest -> !shown.contains(digest))
        .ifPresent(
            digest ->
                truth.claimed(
                    new Truth.Claim(
                        tag,
                        digest,
                        accepted.filter(it -> !it.digest().equals(digest)).isPresent(),
                        truth.epoch(tag)),
                    event.id()));
  }

  private void laterLooks(int at, Step step, List<Step.During> planned) {
    truth.lookedAgain();
    instances
        .takeLaterLooks(at)
        .forEach(look -> instances.run(at, step, planned, _ -> look.run()).isPresent());
  }

  private void reconcile(int at, Step step, List<Step.During> planned) {
    truth.lookedAgain();
    var _ = instances.run(at, step, planned, instance -> instance.reconcile().run());
    boolean undisturbed = planned.isEmpty() && wire.frames().isEmpty();
    if (!undisturbed || !wire.answers(Service.REGISTRY) || !wire.answers(Service.API_SERVER)) {
      return;
    }
    for (ModelTag tag : ModelTag.values()) {
      boolean answers =
          wire.answers(Service.REGISTRY, tag) && wire.answers(Service.API_SERVER, tag);
      boolean recorded =
          Rule.RESTING.contains(policies.rule(tag))
              || cluster.workloads(tag).isEmpty()
              || settled.isRecorded(tag)
              || settled.isBeingRestored(tag);
      truth.holds(
          !answers || recorded, Invariant.NEIGHBOUR_IS_NOT_DELAYED, "%s was not recorded", tag);
    }
  }

  /** Everything answers, each event is sent until it is answered, and reconcile looks. */
  private void settle() {
    for (Service service : Service.values()) {
      wire.down(service, false);
      EnumSet.allOf(ModelTag.class).forEach(tag -> wire.trouble(service, tag, false));
    }
    if (!instances.act()) {
      perform(new Step.ModeBecomes(true), List.of());
    }
    for (ModelTag tag : ModelTag.values()) {
      if (policies.rule(tag) == Rule.INVALID) {
        perform(new Step.RuleBecomes(tag, Rule.REJECT), List.of());
      }
    }
    for (int again = 0; again < MOST_RESENDS && !unanswered.isEmpty(); again++) {
      clock.pass(Duration.ofMinutes(1));
      perform(new Step.Resend(0), List.of());
    }
    for (int at = 0; at < History.INSTANCES; at++) {
      perform(new Step.LaterLooks(at), List.of());
    }
    for (int look = 0; look < SETTLING_LOOKS; look++) {
      clock.pass(BETWEEN_LOOKS);
      perform(new Step.Reconcile(look % History.INSTANCES), List.of());
    }
    settled.check(clock.instant());
  }
}
