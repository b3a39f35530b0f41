package dev.tagfast.intake.delivery;

import dev.tagfast.image.ImageEvent;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.Tag;
import dev.tagfast.image.UntaggedDelete;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.pipeline.TemporaryFailure;
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

  private final TagLedger ledger;

  /** Asks this ledger. */
  public DeletedTags(TagLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * The tags to look at for what was told: the one that it names, or those that the ledger knows to
   * have been there; none where it knows none.
   *
   * @throws TemporaryFailure if the ledger could not be asked
   */
  public List<PushEvent> tagsOf(ImageEvent told) {
    return switch (told) {
      case PushEvent named -> List.of(named);
      case UntaggedDelete delete -> known(delete).stream().map(delete::of).toList();
    };
  }

  private List<Tag> known(UntaggedDelete delete) {
    List<Tag> all =
        entries(delete).stream()
            .filter(DeletedTags::canBeMissed)
            .map(known -> known.key().tag())
            .sorted(Comparator.comparing(Tag::value))
            .toList();
    if (all.size() > MOST) {
      LOG.warnf(
          "A delete in %s may have taken %d tags with it, and %d of them are looked at. Reconcile"
              + " looks at those that are followed; of the others a push will tell",
          delete.repository(), all.size(), MOST);
    }
    return all.stream().limit(MOST).toList();
  }

  private List<TagEntry> entries(UntaggedDelete delete) {
    try {
      return ledger.ofRepository(delete.repository(), delete.digest()).stream()
          .map(TagLedger.Versioned::entry)
          .toList();
    } catch (LedgerUnavailable e) {
      throw TemporaryFailure.because(e, SOON);
    }
  }

  /** Not a tombstone already, unless there is still something to be told of it. */
  private static boolean canBeMissed(TagEntry entry) {
    return entry.seen().isPresent() || !entry.outbox().isEmpty();
  }
}
