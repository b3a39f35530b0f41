package dev.tagfast.pipeline;

import dev.tagfast.decide.Decision;
import dev.tagfast.decide.Facts;
import dev.tagfast.decide.Judge;
import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.Lease;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.settings.Mode;
import dev.tagfast.settings.Settings;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
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
 * Steps 3 and 4: observe and decide, in one compare-and-set. Whoever loses it reads and decides
 * again. Two copies of an event in the same millisecond are the normal case after a cold start, and
 * only this tells them apart: one of them writes what is demanded and holds the lease on it, the
 * other finds it written.
 */
@ApplicationScoped
public class Recorder {
  /**
   * Each lost compare-and-set is somebody else's progress, so this many losses in a row is a storm,
   * not a race.
   */
  static final int MOST_TRIES = 50;

  private static final Logger LOG = Logger.getLogger(Recorder.class);

  /** Whoever waits for deliveries in the same event has waited before. */
  private static final int AFTER_THE_LAST_DELIVERY = Interceptor.Priority.APPLICATION + 800;

  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(2);

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
   * What was recorded.
   *
   * @param decision what was decided
   * @param entry the entry as it stands now; empty: the tag is not recorded
   * @param toDo what this delivery carries out; empty also where another delivery is doing it
   * @param beingDone whether another delivery is doing it
   */
  record Recorded(
      Decision decision,
      Optional<TagLedger.Versioned> entry,
      List<Intent> toDo,
      boolean beingDone,
      Optional<Lease> lease) {}

  /**
   * What would be recorded.
   *
   * @param entry as it would stand then
   */
  record Considered(Decision decision, Optional<TagEntry> entry) {}

  /** Decides and writes nothing. */
  Considered consider(PushEvent event, Evidence evidence, Optional<TagEntry> before) {
    Decision decision = Judge.judge(facts(event, evidence, before));
    return new Considered(decision, decision.next().or(() -> before));
  }

  /**
   * What the ledger knows, to be read before the tag is looked at: what was seen earlier than
   * another delivery's write must not be held against that write.
   */
  Optional<TagLedger.Versioned> read(TagKey key) {
    return ledger.read(key);
  }

  /**
   * Decides and records.
   *
   * @param before as it was before the look
   * @return empty: somebody was faster, so what was seen may no longer be true; read and look again
   */
  Optional<Recorded> record(
      PushEvent event, Evidence evidence, Optional<TagLedger.Versioned> before) {
    Facts facts = facts(event, evidence, before.map(TagLedger.Versioned::entry));
    return write(Judge.judge(facts), before);
  }

  /** Empty: somebody was faster. */
  private Optional<Recorded> write(Decision decision, Optional<TagLedger.Versioned> before) {
    Optional<TagEntry> known = before.map(TagLedger.Versioned::entry);
    boolean beingDone = known.filter(this::isBeingDone).isPresent();
    List<Intent> open = known.map(TagEntry::outbox).orElse(List.of());
    boolean takeOver = !open.isEmpty() && !beingDone;
    if (decision.next().isEmpty() && !takeOver) {
      return Optional.of(new Recorded(decision, before, List.of(), beingDone, Optional.empty()));
    }
    TagEntry next = decision.next().or(() -> known).orElseThrow();
    List<Intent> toDo = new ArrayList<>(next.outbox());
    if (beingDone) {
      toDo.removeAll(open);
    }
    Optional<Lease> lease = toDo.isEmpty() ? Optional.empty() : Optional.of(newLease(next.key()));
    TagEntry written =
        lease.isEmpty() ? next : next.change().lease(lease).touched(clock.instant()).build();
    boolean won = false;
    try {
      Optional<String> version = ledger.write(written, before.map(TagLedger.Versioned::version));
      won = version.isPresent();
      return version.map(
          v ->
              new Recorded(
                  decision,
                  Optional.of(new TagLedger.Versioned(written, v)),
                  List.copyOf(toDo),
                  beingDone && toDo.isEmpty(),
                  lease));
    } finally {
      if (!won) {
        lease.map(Lease::owner).ifPresent(leasesInUse::remove);
      }
    }
  }

  /**
   * Writes what was done and gives the lease back.
   *
   * @param change what was done, applied to the entry as it stands when it is written
   * @param acted whether a workload was changed, which the ledger may not show
   * @return the entry as it stands now
   */
  Optional<TagEntry> close(Recorded recorded, UnaryOperator<TagEntry> change, boolean acted) {
    try {
      Optional<TagLedger.Versioned> current = recorded.entry();
      for (int attempt = 1; current.isPresent(); attempt++) {
        TagEntry before = current.get().entry();
        boolean ours = before.lease().equals(recorded.lease());
        TagEntry changed = change.apply(before);
        TagEntry next = ours ? changed.change().lease(Optional.empty()).build() : changed;
        if (next.equals(before)) {
          return acted
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
        yieldToOthers(before.key(), attempt);
        current = ledger.read(before.key());
      }
      return Optional.empty();
    } finally {
      recorded.lease().map(Lease::owner).ifPresent(leasesInUse::remove);
    }
  }

  private Facts facts(PushEvent event, Evidence evidence, Optional<TagEntry> before) {
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
        evidence.anchored(),
        clock.instant());
  }

  /**
   * A lease of this very process whose delivery has ended is a delivery that failed: anybody may
   * take over.
   */
  private boolean isBeingDone(TagEntry entry) {
    return entry
        .lease()
        .filter(lease -> clock.instant().isBefore(lease.until()))
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
   * Gives back the leases of deliveries that this process does not live to see the end of: what
   * they owe can then be done by the next delivery at once, and not only when the lease has run
   * out.
   */
  void giveBack(@Observes @Priority(AFTER_THE_LAST_DELIVERY) ShutdownDelayInitiatedEvent stop)
      throws InterruptedException {
    if (!leasesInUse.isEmpty()) {
      // Beside this thread: an API server that is away must not hold up the end.
      Thread.ofVirtual()
          .start(() -> Map.copyOf(leasesInUse).forEach(this::giveBack))
          .join(PATIENCE_AT_THE_END);
    }
  }

  private void giveBack(String owner, TagKey key) {
    try {
      Optional<TagLedger.Versioned> ours =
          ledger
              .read(key)
              .filter(
                  read -> read.entry().lease().filter(it -> it.owner().equals(owner)).isPresent());
      if (ours.isPresent()) {
        TagEntry free = ours.get().entry().change().lease(Optional.empty()).build();
        var _ =
            ledger.write(
                free.change().touched(clock.instant()).build(), Optional.of(ours.get().version()));
        LOG.infof("%s is left to the next delivery: it was not finished before the end", key);
      }
    } catch (LedgerUnavailable e) {
      LOG.infof("%s stays leased for a while: %s", key, e.getMessage());
    }
  }

  /**
   * Waits a moment, longer with each try.
   *
   * @throws LedgerUnavailable if everybody else was faster too often
   */
  static void yieldToOthers(TagKey key, int attempt) {
    if (attempt >= MOST_TRIES) {
      throw storm(key);
    }
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(1, 2 + Math.min(attempt * 4L, 40)));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static LedgerUnavailable storm(TagKey key) {
    return new LedgerUnavailable(
        "the ledger's entry of %s was written by others %d times in a row"
            .formatted(key, MOST_TRIES),
        new IllegalStateException("compare-and-set lost"));
  }
}
