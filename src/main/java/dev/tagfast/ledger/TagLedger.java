package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.TagKey;
import java.util.List;
import java.util.Optional;

/**
 * What every tag was seen to point at. Any number of processes may write to one ledger; the
 * compare-and-set is all the coordination there is.
 *
 * <p>Every method throws {@link LedgerUnavailable} where the store could not be asked; "no entry"
 * is an answer.
 */
public interface TagLedger {
  /**
   * An entry as it was read.
   *
   * @param version opaque; what {@link #write} and {@link #remove} compare
   */
  record Versioned(TagEntry entry, String version) {}

  /** The entry of one tag. */
  Optional<Versioned> read(TagKey key);

  /**
   * Writes an entry if nobody wrote it since it was read. {@link TagEntry#acceptance} is not
   * written: it is a person's.
   *
   * @param version what was read; empty: there was no entry, and there must still be none
   * @return the new version; empty: somebody was faster, read and decide again
   */
  Optional<String> write(TagEntry next, Optional<String> version);

  /**
   * Forgets a tag if nobody wrote its entry since it was read.
   *
   * @return false: somebody did, and the entry stays
   */
  boolean remove(TagKey key, String version);

  /** The entries with something in the outbox, or to be looked at again. */
  List<Versioned> unfinished();

  /**
   * The entries of one repository, for events that name no tag.
   *
   * @param digest only those that are held to this digest or showed it last; empty: all
   */
  List<Versioned> ofRepository(Repository repository, Optional<Digest> digest);

  /** All entries; for retention and look-ups by people, never per event. */
  List<Versioned> all();
}
