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
 * Finds the tags that a delete without a tag may have removed. Most registries delete by digest and
 * name no tag. The ledger knows the tags that had the digest. Each of them is then checked like a
 * tag that the registry named, so a tag that is still there is not forgotten.
 */
@ApplicationScoped
public class DeletedTags {
  /** The most tags that are checked for one delete: each check is a request to the registry. */
  static final int MAX_TAGS = 100;

  private static final Logger LOG = Logger.getLogger(DeletedTags.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final TagLedger ledger;

  public DeletedTags(TagLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * Returns the tags to check for an event: the tag that it names, or the tags that the ledger
   * knows of the deleted digest or repository; empty if it knows none.
   *
   * @throws TemporaryFailure if the ledger is unavailable
   */
  public List<PushEvent> tagsOf(ImageEvent told) {
    return switch (told) {
      case PushEvent named -> List.of(named);
      case UntaggedDelete delete -> knownTags(delete).stream().map(delete::of).toList();
    };
  }

  private List<Tag> knownTags(UntaggedDelete delete) {
    List<Tag> all =
        entries(delete).stream()
            .filter(DeletedTags::needsCheck)
            .map(entry -> entry.key().tag())
            .sorted(Comparator.comparing(Tag::value))
            .toList();
    if (all.size() > MAX_TAGS) {
      LOG.warnf(
          "A delete in %s may have taken %d tags with it, and %d of them are looked at. Reconcile"
              + " looks at those that are followed; of the others a push will tell",
          delete.repository(), all.size(), MAX_TAGS);
    }
    return all.stream().limit(MAX_TAGS).toList();
  }

  private List<TagEntry> entries(UntaggedDelete delete) {
    try {
      return ledger.ofRepository(delete.repository(), delete.digest()).stream()
          .map(TagLedger.Versioned::entry)
          .toList();
    } catch (LedgerUnavailable e) {
      throw TemporaryFailure.because(e, RETRY_AFTER);
    }
  }

  /** Whether the tag is not a tombstone yet, or has reports left in its outbox. */
  private static boolean needsCheck(TagEntry entry) {
    return entry.seen().isPresent() || !entry.outbox().isEmpty();
  }
}
