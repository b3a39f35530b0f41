package dev.tagfast.act.rollout;

import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.follow.Follow;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.TagKey;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Tagfast wrote on a workload earlier, from its annotations. They are on the workload and not
 * on its pod template: a note must never restart a pod.
 */
public record RolloutAnnotations(Map<String, String> annotations) {
  /** Label of a workload that subscribes; its value must be {@code true}. */
  public static final String SUBSCRIBE = "tagfast.dev/subscribe";

  /** Followed by the container's name: the whole image as we wrote it. */
  public static final String WRITTEN = "written.tagfast.dev/";

  /**
   * Followed by the container's name: RFC 3339 times of the last hour, comma-separated, at which a
   * lost digest was put back. By container, because one {@code kubectl apply} takes the digests
   * from all of them at once.
   */
  static final String REPINNED = "repinned.tagfast.dev/";

  /**
   * Followed by the container's name: when its last rollout was begun, and the generation of the
   * tag's entry in the ledger at that time; see {@link StartedRollout}.
   */
  static final String STARTED = "started.tagfast.dev/";

  /** Followed by the container's name: the whole image that ran completely before. */
  static final String COMPLETED = "completed.tagfast.dev/";

  /** Followed by the container's name: digests that failed in it, comma-separated. */
  static final String BAD = "bad.tagfast.dev/";

  /**
   * Followed by the name of a container that follows the newest push: when the digest that we last
   * wrote was accepted, RFC 3339. A tag that was accepted before is no newer one.
   */
  static final String PUSHED = "pushed.tagfast.dev/";

  static final String TAG = "tagfast.dev/tag";
  static final String FROM = "tagfast.dev/from";
  public static final String TO = "tagfast.dev/to";
  static final String EVENT = "tagfast.dev/event";
  static final String ACTOR = "tagfast.dev/actor";
  static final String AT = "tagfast.dev/at";

  /** What {@code kubectl rollout history} shows. */
  static final String CHANGE_CAUSE = "kubernetes.io/change-cause";

  private static final Duration REMEMBERED = Duration.ofHours(1);

  /** The image that we last wrote into the container; empty: never, or a person wiped it. */
  Optional<ImageReference> written(String container) {
    return Optional.ofNullable(annotations.get(WRITTEN + container))
        .flatMap(ImageReference::ifValid);
  }

  /** The image that ran completely before the last rollout; empty: none that we know. */
  Optional<ImageReference> completed(String container) {
    return Optional.ofNullable(annotations.get(COMPLETED + container))
        .flatMap(ImageReference::ifValid);
  }

  /**
   * Whether the target was accepted after what the container has; true for all but containers that
   * follow the newest push, and where nobody knows.
   */
  boolean isPushedLater(FollowingContainer container, TagKey key, RolloutTarget target) {
    boolean byPush = container.follow() instanceof Follow.Newest newest && newest.byPush();
    boolean ours = written(container.name()).filter(container.image()::equals).isPresent();
    if (!byPush || !ours || container.own().filter(key::equals).isPresent()) {
      return true;
    }
    Optional<Instant> since =
        time(annotations.getOrDefault(PUSHED + container.name(), "")).findFirst();
    return since.isEmpty()
        || target.past().since().filter(at -> at.isAfter(since.get())).isPresent();
  }

  /** When a lost digest was put back within the last hour, oldest first. */
  List<Instant> repins(String container, Instant now) {
    return Arrays.stream(annotations.getOrDefault(REPINNED + container, "").split(",", -1))
        .flatMap(RolloutAnnotations::time)
        .filter(at -> at.isAfter(now.minus(REMEMBERED)))
        .sorted()
        .toList();
  }

  // People edit annotations: what cannot be read counts as not there, and stops nothing.
  private static Stream<Instant> time(String text) {
    try {
      return Stream.of(Instant.parse(text.strip()));
    } catch (DateTimeParseException _) {
      return Stream.empty();
    }
  }
}
