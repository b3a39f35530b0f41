package dev.tagfast.reconcile;

import dev.tagfast.act.rollout.ClusterUnavailable;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscribers;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.lifecycle.Shutdown;
import dev.tagfast.pipeline.PushPipeline;
import dev.tagfast.pipeline.TemporaryFailure;
import dev.tagfast.policy.PolicyUnavailable;
import dev.tagfast.settings.Settings;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Looks at every followed tag and every unfinished entry. So it finds lost events, and finishes
 * what was recorded and not done. One run lists the subscribers once and the unfinished entries
 * once, and sends a HEAD per tag.
 */
@ApplicationScoped
public class Reconcile implements ReconcileTrigger {
  private static final Logger LOG = Logger.getLogger(Reconcile.class);

  private final PushPipeline pipeline;
  private final Subscribers subscribers;
  private final TagLedger ledger;
  private final Retention retention;
  private final Settings.Reconcile settings;
  private final InstantSource clock;
  private final Shutdown shutdown;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile Instant lastEnded = Instant.EPOCH;

  public Reconcile(
      PushPipeline pipeline,
      Subscribers subscribers,
      TagLedger ledger,
      Retention retention,
      Settings settings,
      InstantSource clock,
      Shutdown shutdown) {
    this.shutdown = shutdown;
    this.pipeline = pipeline;
    this.subscribers = subscribers;
    this.ledger = ledger;
    this.retention = retention;
    this.settings = settings.reconcile();
    this.clock = clock;
  }

  @Override
  public boolean run() {
    boolean tooSoon = clock.instant().isBefore(lastEnded.plus(settings.atMostEvery()));
    if (tooSoon || !running.compareAndSet(false, true)) {
      return false;
    }
    try {
      reconcileAll();
      return true;
    } finally {
      lastEnded = clock.instant();
      running.set(false);
    }
  }

  /**
   * Runs where the process keeps running. On Knative a PingSource sends {@code
   * dev.tagfast.reconcile} instead.
   */
  @Scheduled(every = "${tagfast.reconcile.every}", delayed = "10s")
  void onSchedule() {
    if (!shutdown.mayBegin()) {
      return;
    }
    try {
      run();
    } catch (TemporaryFailure e) {
      LOG.warnf("reconcile ended early, the next one starts again: %s", e.getMessage());
    } finally {
      shutdown.finished();
    }
  }

  private void reconcileAll() {
    try {
      Map<TagKey, List<Subscriber>> followed = followedTags();
      ledger.unfinished().forEach(open -> followed.putIfAbsent(open.entry().key(), List.of()));
      Map<TagKey, String> failures = new LinkedHashMap<>();
      for (Map.Entry<TagKey, List<Subscriber>> tag : followed.entrySet()) {
        if (shutdown.hasBegun()) {
          return; // Between two tags nothing is half done; the next reconcile looks at all.
        }
        reconcileTag(tag.getKey(), tag.getValue())
            .ifPresent(why -> failures.put(tag.getKey(), why));
      }
      logFailures(failures, followed.size());
      retention.sweepOnceADay(followed.keySet());
    } catch (LedgerUnavailable | ClusterUnavailable | PolicyUnavailable e) {
      throw TemporaryFailure.because(e, settings.atMostEvery());
    }
  }

  private Map<TagKey, List<Subscriber>> followedTags() {
    Map<TagKey, List<Subscriber>> followed = new LinkedHashMap<>();
    for (Subscriber subscriber : subscribers.all()) {
      for (Subscriber.FollowingContainer container : subscriber.containers()) {
        container
            .follows()
            .ifPresent(key -> followed.merge(key, List.of(subscriber), Reconcile::concatenated));
      }
    }
    return followed;
  }

  private static List<Subscriber> concatenated(List<Subscriber> some, List<Subscriber> more) {
    return Stream.concat(some.stream(), more.stream()).distinct().toList();
  }

  /**
   * Handles one tag. A failure must not keep the other tags from being looked at.
   *
   * @return why it failed; empty: it did not
   */
  private Optional<String> reconcileTag(TagKey key, List<Subscriber> followers) {
    try {
      pipeline.handle(PushEvent.reconcile(key), () -> followers);
      return Optional.empty();
    } catch (TemporaryFailure e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // A bug, or an entry that another version wrote.
      LOG.errorf(e, "reconcile failed at %s", key);
      return Optional.of("unexpected " + e.getClass().getName());
    }
  }

  /** Logs one line, however many tags an unreachable registry has. */
  private static void logFailures(Map<TagKey, String> failures, int all) {
    failures.entrySet().stream()
        .findFirst()
        .ifPresent(
            first ->
                LOG.warnf(
                    "reconcile could not look at %d of %d tags, the next one will; the first was %s: %s",
                    failures.size(), all, first.getKey(), first.getValue()));
  }
}
