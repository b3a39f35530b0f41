package dev.tagfast.intake.gate;

import dev.tagfast.gate.PushedImage;
import dev.tagfast.gate.Reservation;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Tag;
import dev.tagfast.manifest.ContentDigest;
import dev.tagfast.registry.forward.ForwardResult;
import dev.tagfast.registry.forward.ForwardResult.Answered;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Handles a push: checks each of its tags, passes it on, and records what came of it. */
@ApplicationScoped
public class GatedPush {
  private static final String TAG_HEADER = "OCI-Tag";

  private final PushCheck check;
  private final GateForwarding forwarding;
  private final Reservations reservations;
  private final GateRecorder recorder;

  public GatedPush(
      PushCheck check,
      GateForwarding forwarding,
      Reservations reservations,
      GateRecorder recorder) {
    this.check = check;
    this.forwarding = forwarding;
    this.reservations = reservations;
    this.recorder = recorder;
  }

  /** Handles it. */
  GateAnswer handle(GateCall call) {
    checkContent(call);
    PushedImage pushed =
        PushedImage.of(call.body(), call.headers().first("Content-Type").orElse(""));
    Map<Tag, Checked.Passes> tags = new LinkedHashMap<>();
    for (Tag tag : call.address().pushedTags()) {
      switch (check.check(call, tag, pushed)) {
        case Checked.Passes passes -> tags.put(tag, passes);
        case Checked.Refused refused -> {
          // All or nothing: a client that does not compare would take half of it for all.
          release(call, tags);
          return GateAnswer.refused(refused, () -> refused.unknown().ifPresent(recorder::shown));
        }
      }
    }
    return answer(call, pushed.digest(), tags, forwarding.send(call.gate(), call.sentOn()));
  }

  private GateAnswer answer(
      GateCall call, Digest digest, Map<Tag, Checked.Passes> tags, ForwardResult result) {
    List<String> warnings = tags.values().stream().flatMap(it -> it.warning().stream()).toList();
    switch (result) {
      case ForwardResult.NotSent _ -> {
        release(call, tags);
        return GateAnswer.of(RegistryError.ofFailure(result));
      }
      case ForwardResult.Lost _ -> {
        return GateAnswer.of(RegistryError.ofFailure(result), () -> perhaps(call, tags, false));
      }
      case Answered answered when WebPage.isSuccess(answered) -> {
        return GateAnswer.of(WebPage.answer(answered), () -> perhaps(call, tags, true));
      }
      case Answered answered when answered.status() >= 500 -> {
        return GateAnswer.of(answered, () -> perhaps(call, tags, true));
      }
      case Answered answered when answered.isSuccess() -> {
        Set<Tag> set = tagsSet(call, answered);
        Map<Tag, Checked.Passes> others = new LinkedHashMap<>(tags);
        others.keySet().removeAll(set);
        release(call, others);
        return GateAnswer.of(
            withTagsOf(answered, set),
            warnings,
            () ->
                tags.forEach(
                    (tag, passes) -> {
                      if (set.contains(tag)) {
                        recorder.pushed(call, call.key(tag), digest, passes.reservation());
                      }
                    }));
      }
      case Answered answered -> {
        release(call, tags);
        return GateAnswer.of(answered);
      }
    }
  }

  /**
   * @throws GateRefused if the registry could store something else than the gate judged
   */
  private static void checkContent(GateCall call) {
    boolean encoded =
        call.headers().all("Content-Encoding").stream()
            .anyMatch(value -> !value.equalsIgnoreCase("identity"));
    if (encoded) {
      throw new GateRefused(
          RegistryError.malformed(
              "MANIFEST_INVALID", "A manifest is pushed as it is, without a Content-Encoding."));
    }
    if (call.address().reference() instanceof Reference.ByDigest(Digest digest)
        && !ContentDigest.matches(digest, call.body())) {
      throw new GateRefused(
          RegistryError.malformed(
              "DIGEST_INVALID",
              "The manifest that was sent does not have the digest %s of its address."
                  .formatted(digest)));
    }
  }

  /**
   * The tags that the registry has set: that of the path, and of the parameters those that it
   * confirms. A registry that knows no parameter {@code tag} confirms none.
   */
  private static Set<Tag> tagsSet(GateCall call, Answered answered) {
    Set<Tag> set = new HashSet<>();
    if (call.address().reference() instanceof Reference.ByTag(Tag tag)) {
      set.add(tag);
    }
    answered.headers().all(TAG_HEADER).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .flatMap(value -> Tag.ifValid(value.strip()).stream())
        .filter(call.address().tags()::contains)
        .forEach(set::add);
    return set;
  }

  /** The answer with the tags that were asked for, and accepted, alone. */
  private static Answered withTagsOf(Answered answered, Set<Tag> set) {
    if (answered.headers().first(TAG_HEADER).isEmpty()) {
      return answered;
    }
    var headers = answered.headers().without(TAG_HEADER);
    for (String value : answered.headers().all(TAG_HEADER)) {
      for (String name : value.split(",")) {
        if (Tag.ifValid(name.strip()).filter(set::contains).isPresent()) {
          headers = headers.and(TAG_HEADER, name.strip());
        }
      }
    }
    return new Answered(answered.status(), headers, answered.body());
  }

  private void release(GateCall call, Map<Tag, Checked.Passes> tags) {
    tags.forEach(
        (tag, passes) ->
            passes
                .reservation()
                .ifPresent(reserved -> reservations.release(call.key(tag), reserved)));
  }

  private void perhaps(GateCall call, Map<Tag, Checked.Passes> tags, boolean isOver) {
    tags.forEach(
        (tag, passes) -> {
          Optional<Reservation> reservation = passes.reservation();
          recorder.perhapsPushed(call, call.key(tag), reservation, isOver);
        });
  }
}
