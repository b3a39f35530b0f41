package dev.tagfast.follow;

import dev.tagfast.image.TagCase;
import java.util.Map;
import java.util.Optional;

/** Which rule the annotations of a workload give a container. */
public final class FollowAnnotations {
  /** The rule of all containers. */
  public static final String ALL = "tagfast.dev/follow";

  /** Followed by the container's name: the rule of that one. */
  public static final String ONE = "follow.tagfast.dev/";

  private FollowAnnotations() {}

  /**
   * The rule; empty: there is none, and the container follows its own tag.
   *
   * @param container as annotations call it
   * @param tagCase of the registry of its image
   */
  public static Optional<Follow> rule(
      Map<String, String> annotations, String container, TagCase tagCase) {
    return Optional.ofNullable(annotations.get(ONE + container))
        .or(() -> Optional.ofNullable(annotations.get(ALL)))
        .map(text -> FollowText.read(text, tagCase));
  }
}
