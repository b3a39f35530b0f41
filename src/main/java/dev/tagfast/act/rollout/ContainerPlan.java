package dev.tagfast.act.rollout;

import dev.tagfast.act.brake.Approval;
import dev.tagfast.act.brake.ApprovalBrake;
import dev.tagfast.act.brake.BrakeAnswer;
import dev.tagfast.act.brake.BrakeQuestion;
import dev.tagfast.act.brake.Brakes;
import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.act.rollout.Subscriber.Hindrance;
import dev.tagfast.decide.Reason;
import dev.tagfast.follow.Follow;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.Tag;
import java.time.Instant;
import java.util.List;
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
   * @param approval what let it; empty: it needed none
   * @param skipped what was accepted since the container was brought to what it has, and superseded
   *     before the container got it
   */
  record Pin(
      FollowingContainer container,
      boolean again,
      Optional<Approval> approval,
      List<Digest> skipped)
      implements ContainerPlan {
    /** One that needed no approval and skips nothing. */
    Pin(FollowingContainer container, boolean again) {
      this(container, again, Optional.empty(), List.of());
    }

    /** Copies the list. */
    public Pin {
      skipped = List.copyOf(skipped);
    }
  }

  /**
   * The image goes back to the one that ran completely before.
   *
   * @param image that one
   * @param failed the digest that is taken back
   * @param why it failed
   */
  record RollBack(FollowingContainer container, ImageReference image, Digest failed, String why)
      implements ContainerPlan {}

  /** It runs the accepted image. */
  record AlreadyThere(FollowingContainer container) implements ContainerPlan {}

  /**
   * Somebody else's will stands in the way.
   *
   * @param detail whose, and how to go on
   */
  record Held(FollowingContainer container, Reason reason, String detail)
      implements ContainerPlan {}

  /**
   * What the rules say, unless the workload's kind makes it impossible or a brake stands in the
   * way.
   */
  static ContainerPlan of(
      Subscriber subscriber,
      FollowingContainer container,
      RolloutTarget target,
      Surroundings surroundings,
      Instant now) {
    ContainerPlan plan = byTheRules(subscriber, container, target, now);
    return switch (plan) {
      case Pin pin when subscriber.hindrance().isEmpty() ->
          braked(subscriber, pin, target, surroundings, now);
      case RollBack back when subscriber.hindrance().isEmpty() ->
          braked(subscriber, back, target, surroundings, now);
      case Pin _, RollBack _ ->
          hindered(subscriber.hindrance().orElseThrow(), container, target.digest());
      case AlreadyThere _, Held _ -> plan;
    };
  }

  private static ContainerPlan braked(
      Subscriber subscriber,
      Pin pin,
      RolloutTarget target,
      Surroundings surroundings,
      Instant now) {
    FollowingContainer container = pin.container();
    Optional<Digest> last = lastWritten(subscriber, container);
    return switch (Brakes.of(question(subscriber, container, target, surroundings, now))) {
      case BrakeAnswer.Free(Optional<Approval> approval) ->
          surroundings
              .preflight(subscriber, container, target)
              .<ContainerPlan>map(
                  stop -> new Held(container, stop.reason(), stop.detail() + exposure(container)))
              .orElseGet(
                  () ->
                      new Pin(
                          container,
                          pin.again(),
                          approval,
                          last.map(from -> target.past().skipped(from, target.digest()))
                              .orElse(List.of())));
      case BrakeAnswer.Stopped(Reason reason, String detail) ->
          new Held(container, reason, detail + exposure(container));
    };
  }

  private static ContainerPlan braked(
      Subscriber subscriber,
      RollBack back,
      RolloutTarget target,
      Surroundings surroundings,
      Instant now) {
    BrakeQuestion question = question(subscriber, back.container(), target, surroundings, now);
    return switch (Brakes.ofRollback(question)) {
      case BrakeAnswer.Free _ -> back;
      case BrakeAnswer.Stopped(Reason reason, String detail) ->
          new Held(back.container(), reason, detail);
    };
  }

  private static BrakeQuestion question(
      Subscriber subscriber,
      FollowingContainer container,
      RolloutTarget target,
      Surroundings surroundings,
      Instant now) {
    Workload workload = subscriber.workload();
    return new BrakeQuestion(
        new BrakeQuestion.Places(
            workload.forKubectl(),
            subscriber.annotations(),
            workload.namespace(),
            surroundings.annotationsOf(workload.namespace())),
        container.name(),
        target.digest(),
        target.past().since(),
        target.past().known(),
        lastWritten(subscriber, container).filter(target.digest()::equals).isPresent(),
        Optional.ofNullable(subscriber.approvers().get(ApprovalBrake.APPROVED + container.name())),
        () -> surroundings.limit(workload),
        now);
  }

  private static Optional<Digest> lastWritten(Subscriber subscriber, FollowingContainer container) {
    return new RolloutAnnotations(subscriber.annotations())
        .written(container.name())
        .flatMap(ImageReference::digest);
  }

  /** Whoever holds back an image without a digest must know what its pods may get meanwhile. */
  private static String exposure(FollowingContainer container) {
    return container.image().digest().isPresent()
        ? ""
        : " (It is not pinned: until then, a node that pulls for it gets what the tag shows.)";
  }

  /** First match wins. */
  private static ContainerPlan byTheRules(
      Subscriber subscriber, FollowingContainer container, RolloutTarget target, Instant now) {
    ImageReference image = container.image();
    Digest to = target.digest();
    if (container.follow() instanceof Follow.Invalid(String written, String why)) {
      return new Held(
          container,
          Reason.FOLLOW_INVALID,
          "What %s follows is not understood, \"%s\": %s. It stays as it is."
              .formatted(container.place().title(), written, why));
    }
    boolean there = image.digest().filter(target::isReachedBy).isPresent();
    Optional<ContainerPlan> leftToOthers = leftToOthers(subscriber, container, to);
    if (leftToOthers.isPresent()) {
      return there ? new AlreadyThere(container) : leftToOthers.get();
    }
    Optional<Held> barred =
        there ? Optional.empty() : Rollback.barred(subscriber, container, target);
    if (there || barred.isPresent()) {
      return Rollback.of(subscriber, container, target)
          .<ContainerPlan>map(back -> back)
          .orElseGet(() -> there ? new AlreadyThere(container) : barred.get());
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
    if (container.isOlderThan(written.get())) {
      return wentBack(container, written.get());
    }
    boolean oneOther = container.follow() instanceof Follow.Other;
    if (!oneOther && !followsSameTag(image, written.get())) {
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
      case GitOpsChoice.Unsaid _ -> tool.map(it -> proposed(subscriber, container, to, it.title()));
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
                + container.pinnedTo(to)
                + " into "
                + (manager.equals(GitOpsTool.HELM.title()) ? "the chart's values. " : "Git. ")
                + GitPlace.of(subscriber.annotations()).complaint())
            .strip());
  }

  private static Held hindered(Hindrance hindrance, FollowingContainer container, Digest to) {
    return new Held(
        container,
        hindrance.reason(),
        hindrance.detail() + " " + container.pinnedTo(to) + " in " + container.place().title());
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

  private static Held wentBack(FollowingContainer container, ImageReference written) {
    return new Held(
        container,
        Reason.PERSON_HOLDS,
        "Somebody set "
            + container.place().title()
            + " back from "
            + written.followedTag().map(Tag::value).orElse("its tag")
            + " to "
            + container.tag().map(Tag::value).orElse("an older one")
            + ", so nothing newer is rolled out there. To let Tagfast go on, remove the annotation "
            + RolloutAnnotations.WRITTEN
            + container.name()
            + ".");
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
            + container.pinnedTo(to)
            + ", or remove the label "
            + RolloutAnnotations.SUBSCRIBE
            + ".");
  }
}
