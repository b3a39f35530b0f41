package dev.tagfast.act.rollout;

import dev.tagfast.act.brake.ApprovalBrake;
import dev.tagfast.act.patch.PatchOperation;
import dev.tagfast.act.patch.PatchOperation.Add;
import dev.tagfast.act.patch.PatchOperation.AddObject;
import dev.tagfast.act.patch.PatchOperation.Remove;
import dev.tagfast.act.patch.PatchOperation.Replace;
import dev.tagfast.act.patch.PatchOperation.Test;
import dev.tagfast.follow.Follow;
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
   * The operations that write the images of these containers, at least one.
   *
   * @param marks the operations on the marks of containers that are held
   */
  static List<PatchOperation> of(
      Subscriber subscriber,
      List<ImageWrite> writes,
      TagKey key,
      RolloutTarget to,
      Cause cause,
      List<PatchOperation> marks,
      Instant now) {
    List<PatchOperation> patch = new ArrayList<>();
    // Who unsubscribes between our list and our patch is left alone.
    patch.add(subscriber.subscription());
    for (ImageWrite write : writes) {
      ImagePlace place = write.container().place();
      String image = place.imagePath();
      patch.add(new Test(place.path() + "/name", place.name()));
      patch.add(new Test(image, write.container().image().toString()));
      patch.add(new Replace(image, write.image().toString()));
    }
    writes.stream().flatMap(write -> RolloutPatch.unchanged(write).stream()).forEach(patch::add);
    if (!subscriber.annotated()) {
      // Creating the map would wipe one that somebody else creates at the same time.
      patch.add(new Test("/metadata/resourceVersion", subscriber.resourceVersion()));
      patch.add(new AddObject(ANNOTATIONS));
    }
    annotations(subscriber, writes, key, to, cause, now)
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

  /** An approval that somebody takes back or changes meanwhile lets nothing through. */
  private static Optional<PatchOperation> unchanged(ImageWrite write) {
    return write
        .approval()
        .map(
            approval ->
                new Test(
                    PatchOperation.pointer(
                        ANNOTATIONS, ApprovalBrake.APPROVED + write.container().name()),
                    approval.text()));
  }

  /** Nothing where the last rollout's value must not stay: it would name the wrong person. */
  static Map<String, Optional<String>> annotations(
      Subscriber subscriber,
      List<ImageWrite> writes,
      TagKey key,
      RolloutTarget target,
      Cause cause,
      Instant now) {
    Optional<Digest> from = ImageWrite.from(writes);
    Digest to = ImageWrite.to(writes, target.digest());
    Map<String, Optional<String>> notes = new LinkedHashMap<>();
    for (ImageWrite write : writes) {
      String name = write.container().name();
      notes.put(RolloutAnnotations.WRITTEN + name, Optional.of(write.image().toString()));
      notes.put(RolloutAnnotations.REPINNED + name, repinned(subscriber, write, now));
      notes.put(
          RolloutAnnotations.STARTED + name,
          Optional.of(StartedRollout.note(now, target.past().generation(), write.back())));
      write.notes().forEach((note, text) -> notes.put(note, Optional.of(text)));
      write
          .approval()
          .ifPresent(
              approval -> {
                notes.put(ApprovalBrake.APPROVED + name, Optional.empty());
                notes.put(ApprovalBrake.USED + name, Optional.of(PinText.used(approval, to, now)));
              });
      boolean byPush =
          write.container().follow() instanceof Follow.Newest newest && newest.byPush();
      notes.put(
          RolloutAnnotations.PUSHED + name,
          target.past().since().filter(_ -> byPush && !write.back()).map(Instant::toString));
    }
    boolean back = writes.stream().allMatch(ImageWrite::back);
    notes.put(RolloutAnnotations.TAG, Optional.of(key.toString()));
    notes.put(RolloutAnnotations.FROM, from.map(Digest::value));
    notes.put(RolloutAnnotations.TO, Optional.of(to.value()));
    notes.put(RolloutAnnotations.EVENT, cause.eventId().map(RolloutPatch::clean));
    notes.put(RolloutAnnotations.ACTOR, cause.actor().map(RolloutPatch::clean));
    notes.put(RolloutAnnotations.AT, Optional.of(now.toString()));
    notes.put(
        RolloutAnnotations.CHANGE_CAUSE,
        Optional.of(back ? backSentence(key, from, to) : sentence(writes, key, from, to, cause)));
    return notes;
  }

  private static Optional<String> repinned(Subscriber subscriber, ImageWrite write, Instant now) {
    Stream<Instant> before =
        new RolloutAnnotations(subscriber.annotations())
            .repins(write.container().name(), now).stream();
    Stream<Instant> again =
        write.again() ? Stream.of(now.truncatedTo(ChronoUnit.SECONDS)) : Stream.empty();
    String times =
        Stream.concat(before, again).map(Instant::toString).collect(Collectors.joining(","));
    return Optional.of(times).filter(text -> !text.isEmpty());
  }

  private static String backSentence(TagKey key, Optional<Digest> from, Digest to) {
    return "tagfast: "
        + key
        + from.map(digest -> " " + digest.abbreviated() + " failed, back to ").orElse(" back to ")
        + to.abbreviated();
  }

  private static String sentence(
      List<ImageWrite> writes, TagKey key, Optional<Digest> from, Digest to, Cause cause) {
    return "tagfast: "
        + key
        + from.map(digest -> " " + digest.abbreviated() + " → ").orElse(" pinned to ")
        + to.abbreviated()
        + cause
            .actor()
            .map(actor -> (cause.isPerson() ? ", accepted by " : ", pushed by ") + clean(actor))
            .orElse(cause.isPerson() ? ", accepted" : ", seen by " + clean(cause.source()))
        + PinText.inChangeCause(writes)
        + cause.eventId().map(id -> " (event " + clean(id) + ")").orElse("");
  }

  private static String clean(String text) {
    return UntrustedText.clean(text, LONGEST);
  }
}
