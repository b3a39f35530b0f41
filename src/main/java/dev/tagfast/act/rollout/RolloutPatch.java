package dev.tagfast.act.rollout;

import dev.tagfast.act.rollout.PatchOperation.Add;
import dev.tagfast.act.rollout.PatchOperation.AddObject;
import dev.tagfast.act.rollout.PatchOperation.Remove;
import dev.tagfast.act.rollout.PatchOperation.Replace;
import dev.tagfast.act.rollout.PatchOperation.Test;
import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.ledger.Cause;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one JSON Patch of a workload: its tests hold exactly while everything that the plan was made
 * of still stands, so a change in between makes the API server refuse it and nothing is
 * overwritten.
 */
final class RolloutPatch {
  private static final String ANNOTATIONS = "/metadata/annotations";
  private static final int LONGEST = 128;

  private RolloutPatch() {}

  /**
   * The operations that pin these containers, at least one.
   *
   * @param marks the operations on the marks of containers that are held
   */
  static List<PatchOperation> of(
      Subscriber subscriber,
      List<ContainerPlan.Pin> pins,
      TagKey key,
      Digest to,
      Cause cause,
      List<PatchOperation> marks,
      Instant now) {
    List<PatchOperation> patch = new ArrayList<>();
    // Who unsubscribes between our list and our patch is left alone.
    patch.add(
        new Test(PatchOperation.pointer("/metadata/labels", RolloutAnnotations.SUBSCRIBE), "true"));
    for (ContainerPlan.Pin pin : pins) {
      ImagePlace place = pin.container().place();
      String image = place.imagePath();
      patch.add(new Test(place.path() + "/name", place.name()));
      patch.add(new Test(image, pin.container().image().toString()));
      patch.add(new Replace(image, pin.container().image().pinnedTo(to).toString()));
    }
    if (!subscriber.annotated()) {
      // Creating the map would wipe one that somebody else creates at the same time.
      patch.add(new Test("/metadata/resourceVersion", subscriber.resourceVersion()));
      patch.add(new AddObject(ANNOTATIONS));
    }
    annotations(subscriber, pins, key, to, cause, now)
        .forEach(
            (name, value) -> {
              String path = PatchOperation.pointer(ANNOTATIONS, name);
              if (value.isPresent()) {
                patch.add(new Add(path, value.get()));
              } else if (subscriber.annotations().containsKey(name)) {
                patch.add(new Remove(path));
              }
            });
    patch.addAll(marks);
    return List.copyOf(patch);
  }

  /** Nothing where the last rollout's value must not stay: it would name the wrong person. */
  static Map<String, Optional<String>> annotations(
      Subscriber subscriber,
      List<ContainerPlan.Pin> pins,
      TagKey key,
      Digest to,
      Cause cause,
      Instant now) {
    Optional<Digest> from = RolloutPlan.commonDigest(pins);
    Map<String, Optional<String>> notes = new LinkedHashMap<>();
    for (ContainerPlan.Pin pin : pins) {
      notes.put(
          RolloutAnnotations.WRITTEN + pin.container().name(),
          Optional.of(pin.container().image().pinnedTo(to).toString()));
      notes.put(
          RolloutAnnotations.REPINNED + pin.container().name(), repinned(subscriber, pin, now));
    }
    notes.put(RolloutAnnotations.TAG, Optional.of(key.toString()));
    notes.put(RolloutAnnotations.FROM, from.map(Digest::value));
    notes.put(RolloutAnnotations.TO, Optional.of(to.value()));
    notes.put(RolloutAnnotations.EVENT, cause.eventId().map(RolloutPatch::clean));
    notes.put(RolloutAnnotations.ACTOR, cause.actor().map(RolloutPatch::clean));
    notes.put(RolloutAnnotations.AT, Optional.of(now.toString()));
    notes.put(RolloutAnnotations.CHANGE_CAUSE, Optional.of(sentence(key, from, to, cause)));
    return notes;
  }

  private static Optional<String> repinned(
      Subscriber subscriber, ContainerPlan.Pin pin, Instant now) {
    Stream<Instant> before =
        new RolloutAnnotations(subscriber.annotations())
            .repins(pin.container().name(), now).stream();
    Stream<Instant> again =
        pin.again() ? Stream.of(now.truncatedTo(ChronoUnit.SECONDS)) : Stream.empty();
    String times =
        Stream.concat(before, again).map(Instant::toString).collect(Collectors.joining(","));
    return Optional.of(times).filter(text -> !text.isEmpty());
  }

  private static String sentence(TagKey key, Optional<Digest> from, Digest to, Cause cause) {
    return "tagfast: "
        + key
        + from.map(digest -> " " + digest.abbreviated() + " → ").orElse(" pinned to ")
        + to.abbreviated()
        + cause
            .actor()
            .map(actor -> (cause.isPerson() ? ", accepted by " : ", pushed by ") + clean(actor))
            .orElse(cause.isPerson() ? ", accepted" : ", seen by " + clean(cause.source()))
        + cause.eventId().map(id -> " (event " + clean(id) + ")").orElse("");
  }

  private static String clean(String text) {
    return UntrustedText.clean(text, LONGEST);
  }
}
