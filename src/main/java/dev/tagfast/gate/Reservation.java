package dev.tagfast.gate;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.Claim;
import dev.tagfast.ledger.TagEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A protected tag that has no image yet is reserved for the first push of it, from before the
 * registry sees the push until the ledger has recorded what came of it. It is stored as a claim of
 * the ledger: a digest that somebody named and that the tag does not show yet.
 *
 * @param digest what is pushed
 * @param id of the push; also that of the event by which it is recorded
 * @param until when it ends by itself, after a process that died
 */
public record Reservation(Digest digest, String id, Instant until) {
  /** What stands for a configured source in the events of the gate. */
  public static final String SOURCE = "gate";

  /**
   * A new one.
   *
   * @param number tells this push from others of the same second
   */
  public static Reservation of(Digest digest, Instant now, Duration lasts, String number) {
    Instant until = Instant.ofEpochSecond(now.plus(lasts).getEpochSecond());
    return new Reservation(digest, until + "/" + number, until);
  }

  /** How the ledger stores it. */
  public Claim claim() {
    return new Claim(digest, new Cause(SOURCE, Optional.of(id), Optional.empty()));
  }

  /** Those of an entry that have not ended. */
  public static Stream<Reservation> live(TagEntry entry, Instant now) {
    return all(entry).filter(each -> now.isBefore(each.until));
  }

  /** Those of an entry that ended by themselves. */
  public static Stream<Reservation> expired(TagEntry entry, Instant now) {
    return all(entry).filter(each -> !now.isBefore(each.until));
  }

  private static Stream<Reservation> all(TagEntry entry) {
    return entry.claims().stream().flatMap(claim -> read(claim).stream());
  }

  /** Empty: another event made the claim. */
  private static Optional<Reservation> read(Claim claim) {
    Optional<String> id =
        claim.cause().eventId().filter(_ -> claim.cause().source().equals(SOURCE));
    if (id.isEmpty() || id.get().indexOf('/') < 0) {
      return Optional.empty();
    }
    try {
      Instant until = Instant.parse(id.get().substring(0, id.get().indexOf('/')));
      return Optional.of(new Reservation(claim.digest(), id.get(), until));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
