package dev.tagfast.intake.gate;

import dev.tagfast.gate.Reservation;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Claim;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.TagState;
import dev.tagfast.ledger.UnreadableEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Reserves tags for their first push, each by one compare-and-set of the ledger. */
@ApplicationScoped
public class Reservations {
  private static final Logger LOG = Logger.getLogger(Reservations.class);

  /** Each lost one is another writer's progress. */
  private static final int MOST_ATTEMPTS = 50;

  private final TagLedger ledger;
  private final InstantSource clock;

  public Reservations(TagLedger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Reserves a tag.
   *
   * @param before the entry by which it was decided that the push is the first
   * @return false: another writer was faster; read and decide again
   */
  boolean isReserved(TagKey key, Optional<TagLedger.Versioned> before, Reservation wanted) {
    TagEntry entry =
        before
            .map(TagLedger.Versioned::entry)
            .orElseGet(() -> TagEntry.blank(key, clock.instant()));
    List<Claim> over = Reservation.expired(entry, clock.instant()).map(Reservation::claim).toList();
    TagEntry next =
        entry
            .change()
            .decided(over)
            .claim(wanted.claim())
            // If this process dies, reconcile finds out what came of the push.
            .lookAgain(true)
            .touched(clock.instant())
            .build();
    return ledger.write(next, before.map(TagLedger.Versioned::version)).isPresent();
  }

  /** The registry has not taken the push: the tag is free again. */
  void release(TagKey key, Reservation reservation) {
    end(key, reservation, true);
  }

  /**
   * The ledger has recorded what came of the push. A reservation of a tag that was not seen yet
   * stays until it ends by itself.
   */
  void settle(TagKey key, Reservation reservation) {
    end(key, reservation, false);
  }

  private void end(TagKey key, Reservation reservation, boolean evenIfUnseen) {
    try {
      for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        Optional<TagLedger.Versioned> current = ledger.read(key);
        Optional<TagEntry> entry =
            current
                .map(TagLedger.Versioned::entry)
                .filter(known -> known.claims().contains(reservation.claim()))
                .filter(known -> evenIfUnseen || known.seen().isPresent());
        if (entry.isEmpty() || isEnded(entry.get(), current.get().version(), reservation)) {
          return;
        }
      }
    } catch (LedgerUnavailable | UnreadableEntry e) {
      LOG.warnf(
          "%s stays reserved for a push of %s until %s: %s",
          key, reservation.digest().abbreviated(), reservation.until(), e.getMessage());
    }
  }

  private boolean isEnded(TagEntry entry, String version, Reservation reservation) {
    TagEntry next = without(entry, reservation);
    return isBlank(next)
        ? ledger.remove(entry.key(), version)
        : ledger.write(next, Optional.of(version)).isPresent();
  }

  private TagEntry without(TagEntry entry, Reservation reservation) {
    boolean isLast = entry.claims().size() == 1 && entry.lookAgainWhy().isEmpty();
    return entry
        .change()
        .decided(List.of(reservation.claim()))
        .lookAgain(entry.lookAgain() && !isLast)
        .touched(clock.instant())
        .build();
  }

  /** Whether the entry is there for reservations alone, and none is left. */
  private static boolean isBlank(TagEntry entry) {
    return entry.generation() == 0
        && entry.moves() == 0
        && entry.state() == TagState.UNCONFIRMED
        && entry.claims().isEmpty()
        && entry.claimed().isEmpty()
        && !entry.lookAgain()
        && entry.outbox().isEmpty()
        && entry.acceptances().written().isEmpty()
        && entry.acceptances().unread().isEmpty();
  }
}
