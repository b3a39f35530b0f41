package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.TagKey;
import java.util.List;
import java.util.Optional;

/**
 * The ledger: what every tag was seen to show, and what is owed. Any number of processes may write
 * to one ledger; the compare-and-set is their only coordination.
 *
 * <p>Every method throws {@link LedgerUnavailable} if the store could not be asked; "no entry" is
 * an answer. An entry that is there and cannot be read concerns its tag alone: {@link #read} throws
 * {@link UnreadableEntry}, and the lists leave it out and log it.
 */
public interface TagLedger {
  /**
   * An entry and its version in the store.
   *
   * @param version opaque; {@link #write} and {@link #remove} compare it
   */
  record Versioned(TagEntry entry, String version) {}

  /**
   * Reads the entry of one tag; empty: there is none.
   *
   * @throws UnreadableEntry if there is one that cannot be read
   */
  Optional<Versioned> read(TagKey key);

  /**
   * Writes an entry if nobody wrote it since it was read. {@link TagEntry#acceptance} is not
   * written: only people set it.
   *
   * @param version the version that was read; empty: there was no entry, and there must still be
   *     none
   * @return the new version; empty: another process wrote it meanwhile, read and decide again
   */
  Optional<String> write(TagEntry next, Optional<String> version);

  /**
   * Removes an entry if nobody wrote it since it was read.
   *
   * @return false: somebody wrote it, and it stays
   */
  boolean remove(TagKey key, String version);

  /** The entries for which {@link TagEntry#isUnfinished} holds. */
  List<Versioned> unfinished();

  /**
   * The entries of one repository, for events that name no tag.
   *
   * @param digest only the tags that are held to this digest or showed it last; empty: all
   */
  List<Versioned> ofRepository(Repository repository, Optional<Digest> digest);

  /**
   * What tells this ledger from that of every other installation, so that what one of them wrote in
   * a registry is not removed by another; empty: nothing does.
   */
  default Optional<String> identity() {
    return Optional.empty();
  }

  /** All entries. For retention and look-ups by people, never for an event. */
  List<Versioned> all();
}
