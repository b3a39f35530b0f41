package dev.tagfast.cli.state;

import dev.tagfast.act.rollout.RolloutPlan;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.RolloutTarget;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.act.rollout.Surroundings;
import dev.tagfast.cli.state.Standing.Kind;
import dev.tagfast.decide.Reason;
import dev.tagfast.follow.Follow;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.kubernetes.KubernetesImageTags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Computes how workloads stand, by the plan that the function itself would make of them now. What
 * the plan needs of Tagfast's own settings (aliases of registries, the cap, the checks before a
 * rollout) is not known here.
 */
public final class Standings {
  private static final Cause ASKED = new Cause("person", Optional.empty(), Optional.empty());

  private final Map<TagKey, TagEntry> ledger;
  private final Surroundings surroundings;
  private final Instant now;

  /**
   * @param ledger all entries
   */
  public Standings(List<TagEntry> ledger, Surroundings surroundings, Instant now) {
    this.ledger =
        ledger.stream().collect(Collectors.toUnmodifiableMap(TagEntry::key, Function.identity()));
    this.surroundings = surroundings;
    this.now = now;
  }

  /** Each container of a workload. */
  public List<Standing> of(Subscriber subscriber) {
    return subscriber.containers().stream().map(container -> of(subscriber, container)).toList();
  }

  /** The ledger's entry of the tag. */
  public Optional<TagEntry> entry(TagKey key) {
    return Optional.ofNullable(ledger.get(key));
  }

  private Standing of(Subscriber subscriber, FollowingContainer container) {
    Optional<TagKey> key = followed(container);
    Optional<TagEntry> entry = key.flatMap(this::entry);
    Optional<RolloutTarget> target = entry.flatMap(RolloutTarget::of);
    if (key.isEmpty()) {
      return standing(
          subscriber,
          container,
          key,
          Optional.empty(),
          "FollowsNothing",
          "Its image has a digest and no tag. Write the tag into the image, or say what it follows"
              + " by the annotation follow.tagfast.dev/"
              + container.name()
              + ".",
          Kind.NOTHING);
    }
    if (entry.isEmpty()) {
      return standing(
          subscriber,
          container,
          key,
          Optional.empty(),
          "NotRecorded",
          "The ledger does not have this tag. The next reconcile looks at it, if its registry is"
              + " listed in Tagfast's settings and no policy ignores it.",
          Kind.NOTHING);
    }
    if (target.isEmpty()) {
      return standing(
          subscriber,
          container,
          key,
          Optional.empty(),
          entry.get().state().word(),
          KubernetesImageTags.sentence(entry.get()),
          entry.get().waitsForAPerson() ? Kind.HELD : Kind.NOTHING);
    }
    return planned(subscriber, container, key.get(), target.get());
  }

  private Standing planned(
      Subscriber subscriber, FollowingContainer container, TagKey key, RolloutTarget target) {
    Optional<Digest> to = Optional.of(target.digest());
    Optional<RolloutResult> result =
        RolloutPlan.of(
                subscriber.aiming(Set.of(container.name()), key.tag()),
                key,
                target,
                surroundings,
                ASKED,
                now)
            .results(
                Reason.OBSERVE_ONLY,
                "The next look pins it to " + target.digest().abbreviated() + ".")
            .stream()
            .filter(one -> one.containers().contains(container.name()))
            .findFirst();
    if (result.isEmpty()) {
      return standing(
          subscriber,
          container,
          Optional.of(key),
          to,
          Reason.ALREADY_PINNED.word(),
          "",
          Kind.THERE);
    }
    Reason reason = result.get().reason();
    return standing(
        subscriber,
        container,
        Optional.of(key),
        to,
        reason == Reason.OBSERVE_ONLY ? "Due" : reason.word(),
        result.get().detail(),
        kind(reason));
  }

  private static Kind kind(Reason reason) {
    if (reason == Reason.ALREADY_PINNED) {
      return Kind.THERE;
    }
    if (reason.holdsRollout()) {
      return Kind.HELD;
    }
    return reason.waitsForTime() || reason == Reason.DRY_RUN ? Kind.WAITS : Kind.DUE;
  }

  private static Standing standing(
      Subscriber subscriber,
      FollowingContainer container,
      Optional<TagKey> key,
      Optional<Digest> to,
      String state,
      String detail,
      Kind kind) {
    return new Standing(
        subscriber.workload(),
        container.name(),
        container.image(),
        rule(container.follow()),
        key,
        to,
        state,
        detail,
        kind);
  }

  private Optional<TagKey> followed(FollowingContainer container) {
    return switch (container.follow()) {
      case Follow.Own _, Follow.Invalid _ -> container.own();
      case Follow.Other(Tag tag) -> Optional.of(new TagKey(container.repository(), tag));
      case Follow.Newest newest -> newest(container, newest).or(container::own);
    };
  }

  /** The newest that the ledger has accepted something for: what reconcile would take. */
  private Optional<TagKey> newest(FollowingContainer container, Follow.Newest newest) {
    List<Tag> tags =
        ledger.keySet().stream()
            .filter(key -> key.repository().equals(container.repository()))
            .map(TagKey::tag)
            .toList();
    if (newest.byPush()) {
      return Optional.empty();
    }
    return newest.candidates(tags, container.tag()).stream()
        .map(tag -> new TagKey(container.repository(), tag))
        .filter(key -> entry(key).flatMap(RolloutTarget::of).isPresent())
        .findFirst();
  }

  private static String rule(Follow follow) {
    return switch (follow) {
      case Follow.Own _ -> "its own tag";
      case Follow.Other(Tag tag) -> "the tag " + tag;
      case Follow.Newest newest ->
          newest.byPush() ? "the tag that was pushed last" : "the newest tag of its rule";
      case Follow.Invalid(String written, String why) ->
          "what is not understood (" + written + "): " + why;
    };
  }
}
