package dev.tagfast.act.rollout;

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
 * @param caveat what keeps its pods from being replaced right after a patch, for people; empty:
 *     nothing
 */
public record Subscriber(
    Workload workload,
    String resourceVersion,
    Map<String, String> labels,
    Map<String, String> annotations,
    boolean annotated,
    List<String> managers,
    List<FollowingContainer> containers,
    String caveat) {
  /**
   * A container of it.
   *
   * @param name its name
   * @param path JSON pointer of the container, e.g. {@code /spec/template/spec/initContainers/0}
   * @param image as written
   * @param follows the tag it follows, aliases resolved; empty for a bare digest
   * @param takenOver whether the field managers say that somebody else set the image last. {@code
   *     kubectl rollout undo} restores our annotations along with the old image, so they alone
   *     cannot tell a rollback from a workload that merely lags
   */
  public record FollowingContainer(
      String name, String path, ImageReference image, Optional<TagKey> follows, boolean takenOver) {
    /** A container that nobody took over. */
    public FollowingContainer(
        String name, String path, ImageReference image, Optional<TagKey> follows) {
      this(name, path, image, follows, false);
    }
  }

  /** One whose pods are replaced right after a patch. */
  public Subscriber(
      Workload workload,
      String resourceVersion,
      Map<String, String> labels,
      Map<String, String> annotations,
      boolean annotated,
      List<String> managers,
      List<FollowingContainer> containers) {
    this(workload, resourceVersion, labels, annotations, annotated, managers, containers, "");
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
