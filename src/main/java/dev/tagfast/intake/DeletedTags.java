package dev.tagfast.intake;

import dev.tagfast.NotNow;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.intake.dialect.DialectEntry;
import dev.tagfast.observe.LedgerUnavailable;
import dev.tagfast.observe.TagEntry;
import dev.tagfast.observe.TagLedger;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Finds the tags that a delete may have taken with it where it names none: most registries delete
 * by digest and tell no more than that. The ledger knows which tags the digest had; each of them is
 * then looked at like one that the registry named, so nothing is believed and nothing is forgotten
 * that is still there.
 */
@ApplicationScoped
public class DeletedTags {
  /** How many tags one delete may have looked at: each is a request to the registry. */
  static final int MOST = 100;

  private static final Logger LOG = Logger.getLogger(DeletedTags.class);
  private static final Duration SOON = Duration.ofSeconds(5);

  private final AddressBook addresses;
  private final TagLedger ledger;

  /** Asks this ledger, and only for what {@code addresses} lets through. */
  public DeletedTags(AddressBook addresses, TagLedger ledger) {
    this.addresses = addresses;
    this.ledger = ledger;
  }

  /**
   * What an entry comes to: for a delete without a tag one entry per tag to look at, for everything
   * else, and where the ledger knows no such tag, the entry itself.
   *
   * @throws NotNow if the ledger could not be asked
   */
  List<DialectEntry> resolve(DialectEntry entry, Grant grant) {
    List<DialectEntry> found =
        entry.isDeleteWithoutTag()
            ? addresses
                .repository(entry, grant)
                .map(repository -> tags(repository, entry).stream().map(entry::about).toList())
                .orElse(List.of())
            : List.of();
    return found.isEmpty() ? List.of(entry) : found;
  }

  private List<Tag> tags(Repository repository, DialectEntry entry) {
    List<Tag> all =
        known(repository, entry).stream()
            .filter(DeletedTags::canBeMissed)
            .map(known -> known.key().tag())
            .sorted(Comparator.comparing(Tag::value))
            .toList();
    if (all.size() > MOST) {
      LOG.warnf(
          "A delete in %s may have taken %d tags with it, and %d of them are looked at. Reconcile"
              + " looks at those that are followed; of the others a push will tell",
          repository, all.size(), MOST);
    }
    return all.stream().limit(MOST).toList();
  }

  private List<TagEntry> known(Repository repository, DialectEntry entry) {
    try {
      return ledger.ofRepository(repository, entry.digest()).stream()
          .map(TagLedger.Versioned::entry)
          .toList();
    } catch (LedgerUnavailable e) {
      throw NotNow.because(e, SOON);
    }
  }

  /** Not a tombstone already, unless there is still something to be told of it. */
  private static boolean canBeMissed(TagEntry entry) {
    return entry.seen().isPresent() || !entry.outbox().isEmpty();
  }
}
