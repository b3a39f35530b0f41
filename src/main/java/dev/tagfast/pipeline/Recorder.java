package dev.tagfast.pipeline;

import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.decide.Decision;
import dev.tagfast.decide.Facts;
import dev.tagfast.decide.Judge;
import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.Lease;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.UnreadableEntry;
import dev.tagfast.ledger.approval.Approval;
import dev.tagfast.settings.Mode;
import dev.tagfast.settings.Settings;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Steps 3 and 4: observes and decides, in one compare-and-set. A delivery that loses it reads and
 * decides again. After a cold start two copies of an event often arrive in the same millisecond.
 * The compare-and-set separates them: one copy writes the intents and holds their lease, the other
 * finds them written.
 */
@ApplicationScoped
public class Recorder {
  /**
   * The limit of compare-and-sets in a row. Each lost one is another writer's progress, so this
   * many losses mean an unusual load and not a race.
   */
  static final int MAX_ATTEMPTS = 50;

  private static final Logger LOG = Logger.getLogger(Recorder.class);

  /** Observers that wait for deliveries to end run before this one. */
  private static final int AFTER_DELIVERIES = Interceptor.Priority.APPLICATION + 800;

  private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(2);

  private final TagLedger ledger;
  private final Settings settings;
  private final InstantSource clock;
  private final String process = UUID.randomUUID().toString();
  private final AtomicLong deliveries = new AtomicLong();
  private final Map<String, TagKey> leasesInUse = new ConcurrentHashMap<>();

  public Recorder(TagLedger ledger, Settings settings, InstantSource clock) {
    this.ledger = ledger;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What was decided, as it is written to the ledger.
   *
   * @param entry the entry as it stands now; empty: the tag is not recorded
   * @param intents what this delivery executes; empty also where another delivery executes it
   * @param inProgressElsewhere whether another delivery is executing the intents
   * @param othersExecute whether another delivery executes intents that were open before
   * @param lease the lease on the intents; empty: there are none
   */
  record Recorded(
      Optional<TagLedger.Versioned> entry,
      List<Intent> intents,
      boolean inProgressElsewhere,
      boolean othersExecute,
      Optional<Lease> lease) {}

  /**
   * Decides without writing.
   *
   * @param approvals the approvals of the tag, where they were read
   */
  Decision decide(
      PushEvent event, Evidence evidence, Optional<TagEntry> before, List<Approval> approvals) {
    return Judge.judge(facts(event, evidence, before, approvals));
  }

  /**
   * Follows the rollouts of the followers.
   *
   * @param before the entry as it was read
   * @param next the entry with what was decided
   * @param reconcile whether the look is one of reconcile, which asks the pods
   * @return the entry with what is to be told of them; empty: nothing is new
   */
  Optional<TagEntry> follow(
      Optional<TagEntry> before,
      TagEntry next,
      List<Subscriber> followers,
      PushEvent event,
      boolean reconcile) {
    return RolloutWatch.next(
        next,
        followers,
        new RolloutWatch.View(before.filter(this::isInProgress).isPresent(), reconcile),
        Cause.of(event),
        clock.instant());
  }

  /** The time by the clock of this process. */
  Instant now() {
    return clock.instant();
  }

  /**
   * Reads the entry. Call it before the tag is looked at: an older sighting must not overrule what
   * another delivery wrote later.
   */
  Optional<TagLedger.Versioned> read(TagKey key) {
    return ledger.read(key);
  }

  /**
   * Writes what was decided, with a lease if there are intents to execute.
   *
   * @param changed the entry with all decisions; empty: nothing changed, and what another process
   *     left open is taken over
   * @param before the entry as it was before the look
   * @return empty: another delivery wrote meanwhile, so the sighting may be out of date; read and
   *     look again
   */
  Optional<Recorded> write(Optional<TagEntry> changed, Optional<TagLedger.Versioned> before) {
    Optional<TagEntry> known = before.map(TagLedger.Versioned::entry);
    boolean inProgressElsewhere = known.filter(this::isInProgress).isPresent();
    List<Intent> open = known.map(TagEntry::outbox).orElse(List.of());
    boolean takeOver = !open.isEmpty() && !inProgressElsewhere;
    if (changed.isEmpty() && !takeOver) {
      return Optional.of(
          new Recorded(
              before, List.of(), inProgressElsewhere, inProgressElsewhere, Optional.empty()));
    }
    TagEntry next = changed.or(() -> known).orElseThrow();
    List<Intent> intents = new ArrayList<>(next.outbox());
    if (inProgressElsewhere) {
      intents.removeAll(open);
    }
    Optional<Lease> lease =
        intents.isEmpty() ? Optional.empty() : Optional.of(newLease(next.key()));
    TagEntry written =
        lease.isEmpty() ? next : next.change().lease(lease).touched(clock.instant()).build();
    boolean won = false;
    try {
      Optional<String> version = ledger.write(written, before.map(TagLedger.Versioned::version));
      won = version.isPresent();
      return version.map(
          v ->
              new Recorded(
                  Optional.of(new TagLedger.Versioned(written, v)),
                  List.copyOf(intents),
                  inProgressElsewhere && intents.isEmpty(),
                  inProgressElsewhere,
                  lease));
    } finally {
      if (!won) {
        lease.map(Lease::owner).ifPresent(leasesInUse::remove);
      }
    }
  }

  /**
   * Writes what was done and releases the lease.
   *
   * @param change what was done, applied to the entry as it stands when it is written
   * @param workloadChanged whether a workload was changed; then the entry is read again, because
   *     another delivery may have accepted another digest
   * @return the entry as it stands now; empty: it was removed
   */
  Optional<TagEntry> close(
      Recorded recorded, UnaryOperator<TagEntry> change, boolean workloadChanged) {
    try {
      Optional<TagLedger.Versioned> current = recorded.entry();
      for (int attempt = 1; current.isPresent(); attempt++) {
        TagEntry before = current.get().entry();
        boolean ours = before.lease().equals(recorded.lease());
        TagEntry changed = change.apply(before);
        TagEntry next = ours ? changed.change().lease(Optional.empty()).build() : changed;
        if (next.equals(before)) {
          return workloadChanged
              ? ledger.read(before.key()).map(TagLedger.Versioned::entry)
              : Optional.of(next);
        }
        if (ledger
            .write(
                next.change().touched(clock.instant()).build(),
                Optional.of(current.get().version()))
            .isPresent()) {
          return Optional.of(next);
        }
        backOff(before.key(), attempt);
        current = ledger.read(before.key());
      }
      return Optional.empty();
    } finally {
      recorded.lease().map(Lease::owner).ifPresent(leasesInUse::remove);
    }
  }

  private Facts facts(
      PushEvent event, Evidence evidence, Optional<TagEntry> before, List<Approval> approvals) {
    Set<Digest> pins =
        evidence.followers().stream()
            .flatMap(follower -> follower.pins(event.key()).stream())
            .collect(Collectors.toUnmodifiableSet());
    return new Facts(
        event,
        evidence.sighting(),
        before,
        evidence.manifests(),
        evidence.displaced(),
        evidence.policy(),
        !evidence.followers().isEmpty(),
        pins,
        settings.mode() == Mode.ACT,
        evidence.decidesClaims(),
        evidence.vanished(),
        evidence.isArmed(event.key().repository()),
        evidence.keeps(),
        approvals,
        clock.instant());
  }

  /**
   * Whether a delivery is executing the entry's outbox. A lease of this process whose delivery has
   * ended belongs to a delivery that failed, so anybody may take over. A lease that ends later than
   * any clock in order could say does not count: its writer's clock is ahead, and nobody waits a
   * day for it. Two processes may then do the same work, which is harmless.
   */
  private boolean isInProgress(TagEntry entry) {
    Instant now = clock.instant();
    Instant latest = now.plus(settings.ledger().lease().multipliedBy(2));
    return entry
        .lease()
        .filter(lease -> now.isBefore(lease.until()) && !lease.until().isAfter(latest))
        .filter(
            lease -> !lease.owner().startsWith(process) || leasesInUse.containsKey(lease.owner()))
        .isPresent();
  }

  private Lease newLease(TagKey key) {
    String owner = process + "/" + deliveries.incrementAndGet();
    leasesInUse.put(owner, key);
    return new Lease(owner, clock.instant().plus(settings.ledger().lease()));
  }

  /**
   * Releases the leases of deliveries that do not end before this process does. The next delivery
   * can then do their work at once, and need not wait until the lease expires.
   */
  void releaseLeases(@Observes @Priority(AFTER_DELIVERIES) ShutdownDelayInitiatedEvent stop)
      throws InterruptedException {
    if (!leasesInUse.isEmpty()) {
      // On another thread: an API server that does not answer must not delay the shutdown.
      Thread.ofVirtual()
          .start(() -> Map.copyOf(leasesInUse).forEach(this::releaseLease))
          .join(RELEASE_TIMEOUT);
    }
  }

  private void releaseLease(String owner, TagKey key) {
    try {
      Optional<TagLedger.Versioned> ours =
          ledger
              .read(key)
              .filter(
                  read -> read.entry().lease().filter(it -> it.owner().equals(owner)).isPresent());
      if (ours.isPresent()) {
        TagEntry released = ours.get().entry().change().lease(Optional.empty()).build();
        var _ =
            ledger.write(
                released.change().touched(clock.instant()).build(),
                Optional.of(ours.get().version()));
        LOG.infof("%s is left to the next delivery: it was not finished before the end", key);
      }
    } catch (LedgerUnavailable | UnreadableEntry e) {
      LOG.infof("%s stays leased for a while: %s", key, e.getMessage());
    }
  }

  /**
   * Waits before another attempt, at random and longer with each attempt, up to about 40 ms.
   *
   * @throws LedgerUnavailable after {@link #MAX_ATTEMPTS} attempts
   */
  static void backOff(TagKey key, int attempt) {
    if (attempt >= MAX_ATTEMPTS) {
      throw contention(key);
    }
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(1, 2 + Math.min(attempt * 4L, 40)));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static LedgerUnavailable contention(TagKey key) {
    return new LedgerUnavailable(
        "the ledger's entry of %s was written by others %d times in a row"
            .formatted(key, MAX_ATTEMPTS),
        new IllegalStateException("compare-and-set lost"));
  }
}
