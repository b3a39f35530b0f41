package dev.tagfast.pipeline;

import dev.tagfast.act.rollout.RolloutTarget;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.Repository;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.manifest.PlatformChild;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryClient;
import dev.tagfast.resolve.Sighting;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks whether the registry still has the accepted image, right before subscribers are brought to
 * it and at each reconcile. Garbage collectors take manifests that no tag names, and children of
 * indexes that a tag does name (distribution 2.8, {@code garbage-collect --delete-untagged}).
 */
@ApplicationScoped
class AcceptedImageCheck {
  /** An index with more children is asked for the first of them alone. */
  private static final int MOST_CHILDREN = 20;

  private final RegistryClient registry;

  AcceptedImageCheck(RegistryClient registry) {
    this.registry = registry;
  }

  /** What the registry has of it. */
  sealed interface Result {
    /**
     * It is there, as far as the registry answers.
     *
     * @param target as before, without the digests that the registry dropped meanwhile
     */
    record Present(RolloutTarget target) implements Result {}

    /** The tag showed it a moment ago and it is gone: somebody pushed it and took it back. */
    record Vanished() implements Result {}

    /**
     * Pods that start on other nodes cannot pull it.
     *
     * @param what is gone, for people
     */
    record Gone(String what) implements Result {}
  }

  Result check(
      PushEvent event,
      Sighting sighting,
      TagEntry entry,
      RolloutTarget target,
      List<Subscriber> followers) {
    if (followers.isEmpty()) {
      return new Result.Present(target);
    }
    Repository repository = event.key().repository();
    boolean shown = sighting instanceof Sighting.Seen seen && seen.digest().equals(target.digest());
    boolean patches = followers.stream().anyMatch(each -> !each.isAt(event.key(), target));
    boolean asks = patches || (event.isReconcile() && !shown);
    if (asks && isAbsent(repository, target.digest())) {
      return shown
          ? new Result.Vanished()
          : new Result.Gone("the accepted manifest " + target.digest().abbreviated());
    }
    if (!event.isReconcile()) {
      return new Result.Present(target);
    }
    Optional<String> lost = lostPlatforms(repository, entry, target.digest());
    return lost.isPresent()
        ? new Result.Gone("of the accepted index the manifests for " + lost.get())
        : new Result.Present(target.without(lostPins(event, target, followers)));
  }

  private Optional<String> lostPlatforms(Repository repository, TagEntry entry, Digest accepted) {
    String platforms =
        entry.manifests().facts(accepted).stream()
            .flatMap(facts -> facts.children().stream())
            .limit(MOST_CHILDREN)
            .filter(child -> isAbsent(repository, child.digest()))
            .map(AcceptedImageCheck::platform)
            .collect(Collectors.joining(", "));
    return Optional.of(platforms).filter(text -> !text.isEmpty());
  }

  /** Pins that run the same image by another digest, and that no other node can pull any more. */
  private Set<Digest> lostPins(PushEvent event, RolloutTarget target, List<Subscriber> followers) {
    return followers.stream()
        .flatMap(follower -> follower.pins(event.key()).stream())
        .distinct()
        .filter(pin -> !pin.equals(target.digest()) && target.isReachedBy(pin))
        .filter(pin -> isAbsent(event.key().repository(), pin))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String platform(PlatformChild child) {
    return child.platform().isUnknown() ? child.digest().abbreviated() : child.platform().text();
  }

  /** A registry that does not answer says nothing about what it has. */
  private boolean isAbsent(Repository repository, Digest digest) {
    return registry.head(repository, digest) instanceof RegistryAnswer.Absent;
  }
}
