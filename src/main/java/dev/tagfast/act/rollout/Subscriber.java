package dev.tagfast.act.rollout;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.TagKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A subscribed workload as it was read: what a plan is made of, without the Kubernetes object.
 *
 * @param workload its name
 * @param resourceVersion as read
 * @param labels of the workload
 * @param annotations of the workload; empty also where it has none
 * @param annotated whether it has any annotation: a patch must create the map otherwise
 * @param managers the field managers that own an image, a label or an annotation of the workload,
 *     from {@code managedFields}
 * @param containers those with an image that is a reference, init containers first
 * @param hindrance why its image cannot be changed; empty: it can
 * @param caveat what keeps its pods from being replaced right after a patch, for people; empty:
 *     nothing
 * @param applied what Tagfast applied to it before
 */
public record Subscriber(
    Workload workload,
    String resourceVersion,
    Map<String, String> labels,
    Map<String, String> annotations,
    boolean annotated,
    List<String> managers,
    List<FollowingContainer> containers,
    Optional<Hindrance> hindrance,
    String caveat,
    RolloutApply.Applied applied) {
  /**
   * What makes a patch of the image impossible, whoever sends it.
   *
   * @param detail what it is and what to do; what follows it is the image to write
   */
  public record Hindrance(Reason reason, String detail) {}

  /**
   * A container of it, or an image volume.
   *
   * @param place where it stands
   * @param image as written
   * @param follows the tag it follows, aliases resolved; empty for a bare digest
   * @param takenOver whether the field managers say that somebody else set the image last. {@code
   *     kubectl rollout undo} restores our annotations along with the old image, so they alone
   *     cannot tell a rollback from a workload that merely lags
   */
  public record FollowingContainer(
      ImagePlace place, ImageReference image, Optional<TagKey> follows, boolean takenOver) {
    /**
     * A container that nobody took over.
     *
     * @param path JSON pointer of the container
     */
    public FollowingContainer(
        String name, String path, ImageReference image, Optional<TagKey> follows) {
      this(new ImagePlace(ImagePlace.Holder.CONTAINER, name, path), image, follows, false);
    }

    /** What it is called in annotations and reports: the container's name, or the volume's key. */
    public String name() {
      return place.key();
    }

    /** JSON pointer of the container or volume. */
    public String path() {
      return place.path();
    }
  }

  /** One with nothing particular: its image can be changed, and its pods are replaced then. */
  public Subscriber(
      Workload workload,
      String resourceVersion,
      Map<String, String> labels,
      Map<String, String> annotations,
      boolean annotated,
      List<String> managers,
      List<FollowingContainer> containers) {
    this(
        workload,
        resourceVersion,
        labels,
        annotations,
        annotated,
        managers,
        containers,
        Optional.empty(),
        "",
        RolloutApply.Applied.NOTHING);
  }

  /** Copies everything. */
  public Subscriber {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    managers = List.copyOf(managers);
    containers = List.copyOf(containers);
  }

  /** The containers that follow this tag. */
  public List<FollowingContainer> following(TagKey key) {
    return containers.stream()
        .filter(container -> container.follows().filter(key::equals).isPresent())
        .toList();
  }

  /** Whether every container that follows the tag is pinned to the target, or what counts as it. */
  public boolean isAt(TagKey key, RolloutTarget target) {
    return following(key).stream()
        .allMatch(container -> container.image().digest().filter(target::isReachedBy).isPresent());
  }

  /** The digests that followers of the tag are pinned to. */
  public List<Digest> pins(TagKey key) {
    return following(key).stream().flatMap(c -> c.image().digest().stream()).toList();
  }
}
