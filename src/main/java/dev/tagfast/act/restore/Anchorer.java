package dev.tagfast.act.restore;

import dev.tagfast.image.AnchorTag;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.ledger.KeptDigest;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.manifest.ManifestReading;
import dev.tagfast.manifest.PlatformChild;
import dev.tagfast.registry.ReadManifest;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryClient;
import dev.tagfast.registry.TagRemoval;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
    /**
     * The tag is there.
     *
     * @param children what the tags of its children have of their digests
     */
    record Anchored(List<String> children) implements Result {
      public Anchored {
        children = List.copyOf(children);
      }
    }

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

  /**
   * Tags the manifest; twice does no harm. The children of an index come first, each with a tag of
   * its own: the collector of Distribution 2 takes them from under a tagged index.
   */
  public Result anchor(Repository repository, Digest digest) {
    Optional<String> owner;
    try {
      owner = ledger.identity();
    } catch (LedgerUnavailable e) {
      return new Result.CouldNotAsk(String.valueOf(e.getMessage()), Optional.empty());
    }
    RegistryAnswer<ReadManifest> answer = registry.read(repository, digest);
    if (!(answer instanceof RegistryAnswer.Found<ReadManifest>(ReadManifest read))) {
      return result(answer, List.of());
    }
    List<String> children = new ArrayList<>();
    for (Digest child : children(read)) {
      RegistryAnswer<ReadManifest> found = registry.read(repository, child);
      Result tagged =
          found instanceof RegistryAnswer.Found<ReadManifest>(ReadManifest one)
              ? put(repository, child, owner, one, List.of())
              : result(found, List.of());
      if (tagged instanceof Result.Anchored) {
        children.add(AnchorTag.hex(child));
      } else if (!(found instanceof RegistryAnswer.Absent)) {
        return tagged;
      }
      // An index may be there in part: nobody can keep the rest.
    }
    return put(repository, digest, owner, read, children);
  }

  private Result put(
      Repository repository,
      Digest digest,
      Optional<String> owner,
      ReadManifest read,
      List<String> children) {
    return result(registry.put(repository, AnchorTag.of(digest, owner), read.manifest()), children);
  }

  private static List<Digest> children(ReadManifest read) {
    return switch (read.reading()) {
      case ManifestReading.Understood(ManifestFacts facts) ->
          Stream.concat(
                  facts.children().stream().map(PlatformChild::digest),
                  facts.attestations().stream())
              .distinct()
              .limit(KeptDigest.MOST_CHILDREN)
              .toList();
      case ManifestReading.NotUnderstood _ -> List.of();
    };
  }

  /**
   * Removes tags; twice does no harm.
   *
   * @param hexes what their names have of digests
   * @param owner whose they are: what nobody owns is never removed
   */
  public Release release(Repository repository, List<String> hexes, String owner) {
    Release result = new Release.Released();
    for (String hex : hexes) {
      switch (release(repository, AnchorTag.of(hex, Optional.of(owner)))) {
        case Release.Released _ -> {}
        case Release.Emptied emptied -> result = emptied;
        case Release.Refused refused -> {
          return refused;
        }
        case Release.CouldNotAsk away -> {
          return away;
        }
      }
    }
    return result;
  }

  private Release release(Repository repository, Tag tag) {
    return switch (removal.remove(repository, tag)) {
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

  private static Result result(RegistryAnswer<?> answer, List<String> children) {
    return switch (answer) {
      case RegistryAnswer.Found<?> _ -> new Result.Anchored(children);
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
