package dev.tagfast.reconcile;

import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * Removes the entries of tags that nobody follows and nobody touched for {@code
 * tagfast.ledger.retention}. Protected tags are kept forever: their accepted digest is what the
 * ledger is for.
 */
@ApplicationScoped
public class Retention {
  /** The default interval of reconcile; {@link #sweepOnceADay} explains longer ones. */
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private final TagLedger ledger;
  private final PolicySource policies;
  private final Settings settings;
  private final InstantSource clock;
  private volatile Instant lastRun;

  public Retention(
      TagLedger ledger, PolicySource policies, Settings settings, InstantSource clock) {
    this.ledger = ledger;
    this.policies = policies;
    this.settings = settings;
    this.clock = clock;
    lastRun = clock.instant();
  }

  /**
   * Removes old entries in the first reconcile of a day (UTC) only, because it lists the whole
   * ledger. A process that starts for every reconcile, as on Knative, does not know when the last
   * one was. For it the sweep runs only within {@link #INTERVAL} after midnight. A schedule that
   * never falls into that time never sweeps; the only cost is storage.
   *
   * @param followed the tags that are followed now
   */
  void sweepOnceADay(Set<TagKey> followed) {
    Instant now = clock.instant();
    Instant before = lastRun.isBefore(now.minus(INTERVAL)) ? lastRun : now.minus(INTERVAL);
    lastRun = now;
    if (day(before) != day(now)) {
      sweep(followed, now);
    }
  }

  private void sweep(Set<TagKey> followed, Instant now) {
    Instant cutoff = now.minus(settings.ledger().retention());
    for (TagLedger.Versioned stored : ledger.all()) {
      TagEntry entry = stored.entry();
      boolean idle =
          !followed.contains(entry.key())
              && !entry.isUnfinished()
              && entry.touched().isBefore(cutoff);
      if (idle && !isProtected(entry)) {
        ledger.remove(entry.key(), stored.version());
      }
    }
  }

  /** A tag with an invalid policy is kept: the policy could protect it. */
  private boolean isProtected(TagEntry entry) {
    return entry.accepted().isPresent()
        && switch (policies.lookup(entry)) {
          case PolicyAnswer.Treat treat -> treat.treatment().mode().isProtected();
          case PolicyAnswer.Broken _ -> true;
        };
  }

  private static long day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
  }
}
