package dev.tagfast.reconcile;

import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.follow.Follow;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.reconcile.KnownTagLists.Listed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Which tags come before the one that a container has, newest first: by the registry's list, or, by
 * time of push, by the ledger. So an event that was lost is found, and a workload that subscribes
 * with a tag that its rule cannot compare gets one that it can.
 */
@ApplicationScoped
public class Candidates {
  /** Of more tags that are newer and have no accepted digest, the others wait for the next run. */
  static final int MOST = 5;

  private final KnownTagLists lists;
  private final TagLedger ledger;

  public Candidates(KnownTagLists lists, TagLedger ledger) {
    this.lists = lists;
    this.ledger = ledger;
  }

  /** Begins a run of reconcile. */
  Run begin(List<Subscriber> subscribers) {
    lists.keepOnly(
        subscribers.stream()
            .flatMap(subscriber -> subscriber.containers().stream())
            .map(FollowingContainer::repository)
            .distinct()
            .toList());
    return new Run();
  }

  /** What one run asked for. */
  final class Run {
    private final Map<Repository, List<TagEntry>> entries = new ConcurrentHashMap<>();
    private final Map<Repository, Optional<Listed>> listed = new ConcurrentHashMap<>();

    /** The tags to try; none for most containers most of the time. */
    List<TagKey> of(FollowingContainer container) {
      List<Tag> tags =
          container.follow() instanceof Follow.Newest newest
              ? newest.byPush() ? pushedLater(newest, container) : listed(newest, container)
              : List.of();
      return tags.stream().limit(MOST).map(tag -> new TagKey(container.repository(), tag)).toList();
    }

    private List<Tag> listed(Follow.Newest newest, FollowingContainer container) {
      return read(container.repository())
          .map(list -> newest.candidates(withOwn(list, container), container.tag()))
          .orElse(List.of());
    }

    /** Once: a second look would get the same list as an old one, which shows less. */
    private Optional<Listed> read(Repository repository) {
      if (!listed.containsKey(repository)) {
        // Not computed inside the map, which would let other registries wait for this one.
        listed.put(repository, lists.of(repository));
      }
      return listed.getOrDefault(repository, Optional.empty());
    }

    /** Else a tag that was pushed after the list was read would be left for an older one. */
    private static List<Tag> withOwn(Listed list, FollowingContainer container) {
      return list.showsWhatIsGone()
          ? list.tags()
          : Stream.concat(list.tags().stream(), container.tag().stream()).toList();
    }

    /** The tags whose digests were accepted after that of the container's tag. */
    private List<Tag> pushedLater(Follow.Newest newest, FollowingContainer container) {
      List<TagEntry> all =
          entries.computeIfAbsent(
              container.repository(),
              repository ->
                  ledger.ofRepository(repository, Optional.empty()).stream()
                      .map(TagLedger.Versioned::entry)
                      .filter(entry -> accepted(entry).isPresent())
                      .toList());
      Optional<Instant> since =
          all.stream()
              .filter(entry -> container.own().filter(entry.key()::equals).isPresent())
              .findFirst()
              .flatMap(Candidates::accepted);
      return all.stream()
          .filter(entry -> container.tag().filter(entry.key().tag()::equals).isEmpty())
          .filter(entry -> newest.concerns(entry.key().tag(), container.tag()))
          .filter(entry -> accepted(entry).filter(at -> isAfter(at, since)).isPresent())
          .sorted(
              Comparator.comparing((TagEntry entry) -> accepted(entry).orElseThrow()).reversed())
          .map(entry -> entry.key().tag())
          .toList();
    }
  }

  private static boolean isAfter(Instant at, Optional<Instant> since) {
    return since.isEmpty() || at.isAfter(since.get());
  }

  private static Optional<Instant> accepted(TagEntry entry) {
    return entry.accepted().filter(AcceptedDigest::seen).map(AcceptedDigest::at);
  }
}
