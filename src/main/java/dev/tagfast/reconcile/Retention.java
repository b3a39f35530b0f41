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
 * Forgets tags that nobody follows and nobody touched for {@code tagfast.ledger.retention}.
 * Protected ones are kept for ever: what they were accepted as is the whole point of the ledger.
 */
@ApplicationScoped
public class Retention {
  /** The default interval of reconcile; see {@link #sweepOnceADay} for longer ones. */
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private final TagLedger ledger;
  private final PolicySource policies;
  private final Settings settings;
  private final InstantSource clock;
  private volatile Instant lastLook;

  public Retention(
      TagLedger ledger, PolicySource policies, Settings settings, InstantSource clock) {
    this.ledger = ledger;
    this.policies = policies;
    this.settings = settings;
    this.clock = clock;
    lastLook = clock.instant();
  }

  /**
   * Lists the whole ledger, so it is done by the first reconcile of a day (UTC) only. A process
   * that starts with every reconcile, as on Knative, cannot remember the last one: for it the day
   * begins within these minutes after midnight, and a reconcile that never falls into them never
   * sweeps: nothing is lost by that but room.
   *
   * @param followed the tags that are followed now
   */
  void sweepOnceADay(Set<TagKey> followed) {
    Instant now = clock.instant();
    Instant before = lastLook.isBefore(now.minus(INTERVAL)) ? lastLook : now.minus(INTERVAL);
    lastLook = now;
    if (day(before) != day(now)) {
      sweep(followed, now);
    }
  }

  private void sweep(Set<TagKey> followed, Instant now) {
    Instant horizon = now.minus(settings.ledger().retention());
    for (TagLedger.Versioned known : ledger.all()) {
      TagEntry entry = known.entry();
      boolean idle =
          !followed.contains(entry.key())
              && !entry.isUnfinished()
              && entry.touched().isBefore(horizon);
      if (idle && !isProtected(entry)) {
        ledger.remove(entry.key(), known.version());
      }
    }
  }

  /** A broken policy could protect it, so it is kept. */
  private boolean isProtected(TagEntry entry) {
    return entry.accepted().isPresent()
        && switch (policies.lookup(entry.key())) {
          case PolicyAnswer.Treat treat -> treat.treatment().mode().isProtected();
          case PolicyAnswer.Broken _ -> true;
        };
  }

  private static long day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
  }
}
