package dev.tagfast.act.restore;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.registry.ReadManifest;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Gives accepted manifests a second tag ({@code tagfast.registries.<name>.anchors}). A registry
 * that drops a manifest with its last tag keeps it then, so that pinned pods go on to start and a
 * restore finds it. The tag is of the class {@code Internal}: its own event is ignored.
 */
@ApplicationScoped
public class Anchorer {
  /** Start of the tag's name; 12 hex digits of the manifest's digest follow. */
  public static final String PREFIX = "tagfast-keep-";

  private static final int HEX_DIGITS = 12;

  private final RegistryClient registry;

  /** For the container, and for tests that bring their own registry. */
  public Anchorer(RegistryClient registry) {
    this.registry = registry;
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

    /** The registry could not be asked: the intent stays open. */
    record CouldNotAsk(String why, Optional<Duration> retryAfter) implements Result {}
  }

  /** Tags the manifest; twice does no harm. */
  public Result anchor(Repository repository, Digest digest) {
    return switch (registry.read(repository, digest)) {
      case RegistryAnswer.Found<ReadManifest>(ReadManifest read) ->
          result(registry.put(repository, tag(digest), read.manifest()));
      case RegistryAnswer<ReadManifest> other -> result(other);
    };
  }

  /** The tag that keeps this digest. */
  public static Tag tag(Digest digest) {
    String hex = digest.value().substring(digest.value().indexOf(':') + 1);
    return new Tag(PREFIX + hex.substring(0, HEX_DIGITS));
  }

  private static Result result(RegistryAnswer<?> answer) {
    return switch (answer) {
      case RegistryAnswer.Found<?> _ -> new Result.Anchored();
      case RegistryAnswer.Absent<?> _ ->
          new Result.Refused("The registry no longer has the manifest.");
      case RegistryAnswer.Denied<?>(String why) -> new Result.Refused(why);
      case RegistryAnswer.NotListed<?>(String host) ->
          new Result.Refused(host + " is not listed under tagfast.registries any more.");
      case RegistryAnswer.Unavailable<?>(String why, Optional<Duration> retryAfter) ->
          new Result.CouldNotAsk(why, retryAfter);
    };
  }
}
