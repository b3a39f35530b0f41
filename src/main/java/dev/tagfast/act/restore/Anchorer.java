package dev.tagfast.act.restore;

import dev.tagfast.image.AnchorTag;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.registry.ReadManifest;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryClient;
import dev.tagfast.registry.TagRemoval;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Gives manifests a second tag, and removes it again. A registry whose garbage collection takes
 * what no tag shows keeps them then, so that pinned pods go on to start and a restore finds its
 * manifest. The tag is of the class {@code Internal}: its own event is ignored.
 */
@ApplicationScoped
public class Anchorer {
  private final RegistryClient registry;
  private final TagRemoval removal;
  private final TagLedger ledger;

  /** For the container, and for tests that bring their own registry. */
  public Anchorer(RegistryClient registry, TagRemoval removal, TagLedger ledger) {
    this.registry = registry;
    this.removal = removal;
    this.ledger = ledger;
  }

  /** What came of it. */
  public sealed interface Result {
    /** The tag is there. */
    record Anchored() implements Result {}

    /**
     * It cannot be; asking again does not help.
     *
     * @param why for people
     */
    record Refused(String why) implements Result {}

    /** The registry, or whose the tag is, could not be asked: the intent stays open. */
    record CouldNotAsk(String why, Optional<Duration> retryAfter) implements Result {}
  }

  /** What came of a removal. */
  public sealed interface Release {
    /** The registry keeps the manifest no longer for this installation. */
    record Released() implements Release {}

    /**
     * The same, and the tag stays: it shows an empty index.
     *
     * @param why for people
     */
    record Emptied(String why) implements Release {}

    /**
     * The registry does not let the tag be moved: the manifest stays kept.
     *
     * @param why for people
     */
    record Refused(String why) implements Release {}

    /** It could not be asked. */
    record CouldNotAsk(String why) implements Release {}
  }

  /** Tags the manifest; twice does no harm. */
  public Result anchor(Repository repository, Digest digest) {
    Tag tag;
    try {
      tag = AnchorTag.of(digest, ledger.identity());
    } catch (LedgerUnavailable e) {
      return new Result.CouldNotAsk(String.valueOf(e.getMessage()), Optional.empty());
    }
    return switch (registry.read(repository, digest)) {
      case RegistryAnswer.Found<ReadManifest>(ReadManifest read) ->
          result(registry.put(repository, tag, read.manifest()));
      case RegistryAnswer<ReadManifest> other -> result(other);
    };
  }

  /**
   * Removes the tag; twice does no harm.
   *
   * @param owner whose it is: what nobody owns is never removed
   */
  public Release release(Repository repository, Digest digest, String owner) {
    return switch (removal.remove(repository, AnchorTag.of(digest, Optional.of(owner)))) {
      case RegistryAnswer.Found<TagRemoval.Result>(TagRemoval.Result done) ->
          switch (done) {
            case TagRemoval.Result.Removed _ -> new Release.Released();
            case TagRemoval.Result.Emptied(String why) -> new Release.Emptied(why);
          };
      case RegistryAnswer.Absent<?> _ -> new Release.Released();
      case RegistryAnswer.Denied<?>(String why) -> new Release.Refused(why);
      case RegistryAnswer.NotListed<?>(String host) -> new Release.Refused(notListed(host));
      case RegistryAnswer.Unavailable<?>(String why, _) -> new Release.CouldNotAsk(why);
    };
  }

  private static Result result(RegistryAnswer<?> answer) {
    return switch (answer) {
      case RegistryAnswer.Found<?> _ -> new Result.Anchored();
      case RegistryAnswer.Absent<?> _ ->
          new Result.Refused("The registry no longer has the manifest.");
      case RegistryAnswer.Denied<?>(String why) -> new Result.Refused(why);
      case RegistryAnswer.NotListed<?>(String host) -> new Result.Refused(notListed(host));
      case RegistryAnswer.Unavailable<?>(String why, Optional<Duration> retryAfter) ->
          new Result.CouldNotAsk(why, retryAfter);
    };
  }

  private static String notListed(String host) {
    return host + " is not listed under tagfast.registries any more.";
  }
}
