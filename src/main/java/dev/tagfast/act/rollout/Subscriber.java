package dev.tagfast.act.rollout;

import dev.tagfast.act.patch.PatchOperation;
import dev.tagfast.act.progress.Progress;
import dev.tagfast.decide.Reason;
import dev.tagfast.follow.Follow;
import dev.tagfast.follow.KeelAnnotations;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
 * @param progress how far it is with the images that it has now
 * @param approvers the programs that wrote approvals, by the annotation
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
    Progress progress,
    Map<String, String> approvers,
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
   * @param repository that of the image, aliases resolved
   * @param own the tag of the image, aliases resolved; empty for a bare digest
   * @param follow the rule that says which tags it follows
   * @param aim the tag that it is to be brought to, where that is settled: by an event that {@link
   *     #following} found to concern it, or by reconcile, which saw the list of all tags
   * @param takenOver whether the field managers say that somebody else set the image last. {@code
   *     kubectl rollout undo} restores our annotations along with the old image, so they alone
   *     cannot tell a rollback from a workload that merely lags
   */
  public record FollowingContainer(
      ImagePlace place,
      ImageReference image,
      Repository repository,
      Optional<TagKey> own,
      Follow follow,
      Optional<Tag> aim,
      boolean takenOver) {
    /**
     * A container that follows its own tag, and that nobody took over.
     *
     * @param path JSON pointer of the container
     */
    public FollowingContainer(
        String name, String path, ImageReference image, Optional<TagKey> own) {
      this(
          new ImagePlace(ImagePlace.Holder.CONTAINER, name, path),
          image,
          own.map(TagKey::repository).orElseGet(image::repository),
          own,
          Follow.OWN,
          Optional.empty(),
          false);
    }

    /** What it is called in annotations and reports: the container's name, or the volume's key. */
    public String name() {
      return place.key();
    }

    /** JSON pointer of the container or volume. */
    public String path() {
      return place.path();
    }

    /** The tag that it has, as the registry stores it; empty for a bare digest. */
    public Optional<Tag> tag() {
      return own.map(TagKey::tag);
    }

    /** The image to write: the tag stays readable, and the digest decides. */
    public ImageReference pinnedTo(Digest digest) {
      return aim.filter(tag -> tag().filter(tag::equals).isEmpty())
          .map(tag -> new ImageReference(image.name(), Optional.of(tag), Optional.of(digest)))
          .orElseGet(() -> image.pinnedTo(digest));
    }

    /**
     * Whether its tag is older by its rule than that of an image, such as the one that Tagfast
     * wrote last: then a person went back.
     */
    public boolean isOlderThan(ImageReference other) {
      return other
          .followedTag()
          .flatMap(than -> tag().map(tag -> follow.isOlder(tag, than)))
          .orElse(false);
    }

    /** The same, to be brought to this tag. */
    public FollowingContainer aimedAt(Tag tag) {
      return new FollowingContainer(
          place, image, repository, own, follow, Optional.of(tag), takenOver);
    }

    /** The digest that all of them are pinned to; empty: none, or they have several. */
    static Optional<Digest> commonDigest(Stream<FollowingContainer> containers) {
      List<Optional<Digest>> digests =
          containers.map(container -> container.image().digest()).distinct().toList();
      return digests.size() == 1 ? digests.getFirst() : Optional.empty();
    }

    boolean isConcernedBy(TagKey key) {
      return repository.equals(key.repository())
          && (aim.filter(key.tag()::equals).isPresent() || follow.concerns(key.tag(), tag()));
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
        new Progress.NotFollowed("nobody looked"),
        Map.of(),
        RolloutApply.Applied.NOTHING);
  }

  /** Copies everything. */
  public Subscriber {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    managers = List.copyOf(managers);
    containers = List.copyOf(containers);
    approvers = Map.copyOf(approvers);
  }

  /** The same, with what its pods say of its progress. */
  public Subscriber with(Progress known) {
    return with(containers, known);
  }

  /** Whether the digest failed in the container before. */
  public boolean remembersAsBad(FollowingContainer container, Digest digest) {
    return Rollback.bad(this, container).contains(digest);
  }

  /** The containers that follow this tag, or belong on it by now: each is aimed at it. */
  public List<FollowingContainer> following(TagKey key) {
    return containers.stream()
        .filter(container -> container.isConcernedBy(key))
        .map(container -> container.aimedAt(key.tag()))
        .toList();
  }

  /** The same, with these containers aimed at a tag, whatever their rules say of its push. */
  public Subscriber aiming(Set<String> names, Tag tag) {
    return with(
        containers.stream()
            .map(each -> names.contains(each.name()) ? each.aimedAt(tag) : each)
            .toList());
  }

  /** The same, aimed as an earlier reading of it: as far as its images are what they were then. */
  public Subscriber aimedLike(Subscriber earlier) {
    return with(
        containers.stream()
            .map(
                each ->
                    earlier.containers().stream()
                        .filter(old -> old.place().equals(each.place()))
                        .filter(old -> old.image().equals(each.image()))
                        .flatMap(old -> old.aim().stream())
                        .findFirst()
                        .map(each::aimedAt)
                        .orElse(each))
            .toList());
  }

  private Subscriber with(List<FollowingContainer> others) {
    return with(others, progress);
  }

  private Subscriber with(List<FollowingContainer> others, Progress known) {
    return new Subscriber(
        workload,
        resourceVersion,
        labels,
        annotations,
        annotated,
        managers,
        others,
        hindrance,
        caveat,
        known,
        approvers,
        applied);
  }

  /** Whether every container that follows the tag is pinned to the target, or what counts as it. */
  public boolean isAt(TagKey key, RolloutTarget target) {
    return following(key).stream()
        .allMatch(container -> container.image().digest().filter(target::isReachedBy).isPresent());
  }

  /**
   * The digests that images with this tag are pinned to. That of an older tag says nothing of this
   * one.
   */
  public List<Digest> pins(TagKey key) {
    return containers.stream()
        .filter(container -> container.own().filter(key::equals).isPresent())
        .flatMap(container -> container.image().digest().stream())
        .toList();
  }

  /** What subscribes it: each patch tests that it still stands. */
  PatchOperation.Test subscription() {
    Optional<KeelAnnotations.Mark> keel =
        "true".equals(labels.get(RolloutAnnotations.SUBSCRIBE))
            ? Optional.empty()
            : new KeelAnnotations(labels, annotations).subscription();
    return keel.map(
            mark ->
                new PatchOperation.Test(
                    PatchOperation.pointer(
                        mark.label() ? "/metadata/labels" : "/metadata/annotations", mark.name()),
                    mark.value()))
        .orElseGet(
            () ->
                new PatchOperation.Test(
                    PatchOperation.pointer("/metadata/labels", RolloutAnnotations.SUBSCRIBE),
                    "true"));
  }
}
