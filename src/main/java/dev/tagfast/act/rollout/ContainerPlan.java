package dev.tagfast.act.rollout;

import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.act.rollout.Subscriber.Hindrance;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageReference;
import java.time.Instant;
import java.util.Optional;

/** What is to become of one container, or image volume, that follows the tag. */
sealed interface ContainerPlan {
  /** How often within an hour a digest that somebody took away is put back (DESIGN, "Rollouts"). */
  int MOST_REPINS = 3;

  /** Which. */
  FollowingContainer container();

  /**
   * The image gets the accepted digest.
   *
   * @param again we had pinned it and somebody took the digest away
   */
  record Pin(FollowingContainer container, boolean again) implements ContainerPlan {}

  /** It runs the accepted image. */
  record AlreadyThere(FollowingContainer container) implements ContainerPlan {}

  /**
   * Somebody else's will stands in the way.
   *
   * @param detail whose, and how to go on
   */
  record Held(FollowingContainer container, Reason reason, String detail)
      implements ContainerPlan {}

  /** What the rules say, unless the workload's kind makes it impossible. */
  static ContainerPlan of(
      Subscriber subscriber, FollowingContainer container, RolloutTarget target, Instant now) {
    ContainerPlan plan = byTheRules(subscriber, container, target, now);
    return plan instanceof Pin && subscriber.hindrance().isPresent()
        ? hindered(subscriber.hindrance().get(), container, target.digest())
        : plan;
  }

  /** First match wins. */
  private static ContainerPlan byTheRules(
      Subscriber subscriber, FollowingContainer container, RolloutTarget target, Instant now) {
    ImageReference image = container.image();
    Digest to = target.digest();
    if (image.digest().filter(target::isReachedBy).isPresent()) {
      return new AlreadyThere(container);
    }
    Optional<ContainerPlan> leftToOthers = leftToOthers(subscriber, container, to);
    if (leftToOthers.isPresent()) {
      return leftToOthers.get();
    }
    RolloutAnnotations notes = new RolloutAnnotations(subscriber.annotations());
    Optional<ImageReference> written = notes.written(container.name());
    if (written.isEmpty()) {
      // First contact: whoever pinned it then subscribed it, and subscribing means: move it.
      return new Pin(container, false);
    }
    if (image.digest().isPresent()) {
      return image.digest().equals(written.get().digest()) && !container.takenOver()
          ? new Pin(container, false)
          : personHolds(container, to);
    }
    if (!followsSameTag(image, written.get())) {
      // Another tag was deployed, so nobody fights about the digest of the earlier one.
      return new Pin(container, false);
    }
    return notes.repins(container.name(), now).size() < MOST_REPINS
        ? new Pin(container, true)
        : contested(container, to);
  }

  /** Where a tool writes the image, or its owner wants to. */
  private static Optional<ContainerPlan> leftToOthers(
      Subscriber subscriber, FollowingContainer container, Digest to) {
    Optional<GitOpsTool> tool = GitOpsTool.of(subscriber);
    return switch (GitOpsChoice.of(subscriber, container)) {
      case GitOpsChoice.Patch _, GitOpsChoice.Apply _ -> Optional.empty();
      case GitOpsChoice.Wrong(String detail) ->
          Optional.of(new Held(container, Reason.GITOPS_ANNOTATION_INVALID, detail));
      case GitOpsChoice.Propose _ ->
          Optional.of(
              proposed(
                  subscriber,
                  container,
                  to,
                  tool.map(GitOpsTool::title).orElse("Its owner, says an annotation,")));
      case GitOpsChoice.Unsaid _ ->
          tool.map(it -> proposed(subscriber, container, to, it.title()));
    };
  }

  private static Held proposed(
      Subscriber subscriber, FollowingContainer container, Digest to, String manager) {
    return new Held(
        container,
        Reason.GITOPS_MANAGED,
        (manager
                + " manages the image of "
                + container.place().title()
                + ". Write "
                + container.image().pinnedTo(to)
                + " into "
                + (manager.equals(GitOpsTool.HELM.title()) ? "the chart's values. " : "Git. ")
                + GitPlace.of(subscriber.annotations()).complaint())
            .strip());
  }

  private static Held hindered(Hindrance hindrance, FollowingContainer container, Digest to) {
    return new Held(
        container,
        hindrance.reason(),
        hindrance.detail()
            + " "
            + container.image().pinnedTo(to)
            + " in "
            + container.place().title());
  }

  private static boolean followsSameTag(ImageReference image, ImageReference written) {
    return image.name().equals(written.name()) && image.followedTag().equals(written.followedTag());
  }

  private static Held personHolds(FollowingContainer container, Digest to) {
    return new Held(
        container,
        Reason.PERSON_HOLDS,
        "Somebody else set the image of "
            + container.place().title()
            + " to "
            + container.image().digest().map(Digest::abbreviated).orElse("no digest")
            + ". To let Tagfast bring it to "
            + to.abbreviated()
            + ", remove the annotation "
            + RolloutAnnotations.WRITTEN
            + container.name()
            + " or the digest from the image.");
  }

  private static Held contested(FollowingContainer container, Digest to) {
    return new Held(
        container,
        Reason.IMAGE_FIELD_CONTESTED,
        "The digest was taken from the image of "
            + container.place().title()
            + " more than "
            + MOST_REPINS
            + " times within an hour. Find out who applies the plain tag and have it apply "
            + container.image().pinnedTo(to)
            + ", or remove the label "
            + RolloutAnnotations.SUBSCRIBE
            + ".");
  }
}
