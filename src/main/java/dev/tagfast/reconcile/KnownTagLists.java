package dev.tagfast.reconcile;

import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.TagList;
import dev.tagfast.registry.TagLists;
import dev.tagfast.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The lists of tags that registries sent lately. A registry that did not answer, or asks for
 * patience, is not asked again until then; its last list goes on counting, because a tag that is
 * gone from it shows that when it is looked at.
 */
@ApplicationScoped
public class KnownTagLists {
  private static final Logger LOG = Logger.getLogger(KnownTagLists.class);

  private final TagLists registry;
  private final Duration age;
  private final InstantSource clock;
  private final Map<Repository, Known> known = new ConcurrentHashMap<>();

  public KnownTagLists(TagLists registry, Settings settings, InstantSource clock) {
    this.registry = registry;
    this.age = settings.follow().tagListAge();
    this.clock = clock;
  }

  /**
   * @param list empty: there never was an answer
   * @param until when it is asked for again
   * @param justRead whether it is the answer to this look
   */
  private record Known(Optional<TagList> list, Instant until, boolean justRead) {
    Known asOld() {
      return new Known(list, until, false);
    }
  }

  /**
   * A list, as old as it may be.
   *
   * @param showsWhatIsGone whether a tag that is not in it is gone. Of an older list, or of a part,
   *     nobody knows: the tag may have been pushed since
   */
  record Listed(List<Tag> tags, boolean showsWhatIsGone) {}

  /** The list; empty: it is not known. */
  Optional<Listed> of(Repository repository) {
    Known fresh = fresh(repository, known.get(repository));
    known.put(repository, fresh.asOld());
    return fresh.list().map(list -> new Listed(list.tags(), list.complete() && fresh.justRead()));
  }

  /** Forgets those that nobody needs any more. */
  void keepOnly(List<Repository> repositories) {
    known.keySet().retainAll(repositories);
  }

  private Known fresh(Repository repository, @Nullable Known before) {
    Instant now = clock.instant();
    if (before != null && now.isBefore(before.until())) {
      return before;
    }
    Optional<TagList> last = Optional.ofNullable(before).flatMap(Known::list);
    return switch (registry.tags(repository)) {
      case RegistryAnswer.Found<TagList>(TagList list) -> {
        if (!list.complete()) {
          LOG.warnf(
              "%s has more than %d tags; the others are followed when they are pushed, and not when"
                  + " an event is lost",
              repository, list.tags().size());
        }
        yield new Known(Optional.of(list), now.plus(age), true);
      }
      case RegistryAnswer.Absent<TagList> _ -> new Known(Optional.empty(), now.plus(age), true);
      case RegistryAnswer.Denied<TagList>(String why) -> unknown(repository, last, now, why, age);
      case RegistryAnswer.Unavailable<TagList>(String why, Optional<Duration> retryAfter) ->
          unknown(
              repository,
              last,
              now,
              why,
              retryAfter.filter(asked -> asked.compareTo(age) > 0).orElse(age));
      case RegistryAnswer.NotListed<TagList> _ -> new Known(Optional.empty(), now.plus(age), true);
    };
  }

  private static Known unknown(
      Repository repository, Optional<TagList> last, Instant now, String why, Duration wait) {
    LOG.warnf(
        "The tags of %s could not be listed; pushes are followed nevertheless, lost events are not"
            + " found: %s",
        repository, why);
    return new Known(last, now.plus(wait), false);
  }
}
