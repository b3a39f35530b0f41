package dev.tagfast.reconcile;

import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/**
 * Removes the entries of tags that nobody follows and nobody touched for {@code
 * tagfast.ledger.retention}. Protected tags are kept forever: their accepted digest is what the
 * ledger is for.
 */
@ApplicationScoped
public class Retention {
  private final TagLedger ledger;
  private final PolicySource policies;
  private final Settings settings;
  private final InstantSource clock;
  private final OncePerDay day;

  public Retention(
      TagLedger ledger, PolicySource policies, Settings settings, InstantSource clock) {
    this.ledger = ledger;
    this.policies = policies;
    this.settings = settings;
    this.clock = clock;
    day = new OncePerDay(clock.instant());
  }

  /**
   * Removes old entries in the first reconcile of a day only, because it lists the whole ledger.
   * Where none is ever the first ({@link OncePerDay}), the only cost is storage.
   *
   * @param followed the tags that are followed now
   */
  void sweepOnceADay(Set<TagKey> followed) {
    Instant now = clock.instant();
    if (day.isDue(now)) {
      sweep(followed, now);
    }
  }

  private void sweep(Set<TagKey> followed, Instant now) {
    Instant cutoff = now.minus(settings.ledger().retention());
    // The entry is all that knows of the anchors: it goes after them, if they can be removed at
    // all.
    Instant cutoffOfKept = now.minus(settings.keep().grace().multipliedBy(2));
    for (TagLedger.Versioned stored : ledger.all()) {
      TagEntry entry = stored.entry();
      boolean idle =
          !followed.contains(entry.key())
              && !entry.isUnfinished()
              && entry.touched().isBefore(cutoff)
              && (entry.keepsNothing() || entry.touched().isBefore(cutoffOfKept));
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
}
