package dev.tagfast.report;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says what the followers of a tag run, and what nodes get for them. For a workload without a
 * digest in its image a node that pulls gets whatever the tag shows, whatever Tagfast decided; one
 * that has an image under that tag may run that instead, so nothing is said of pods.
 */
final class FollowerText {
  /** More are counted: a message has little room, and the {@code ImageTag} lists them. */
  private static final int MOST = 3;

  private FollowerText() {}

  /** One sentence or two; empty if the followers are not known. */
  static String of(Situation situation) {
    return situation.followers().map(followers -> of(followers, situation.shown())).orElse("");
  }

  private static String of(List<RolloutResult> followers, Optional<Digest> shown) {
    List<RolloutResult> there =
        followers.stream().filter(each -> each.reason() != Reason.WORKLOAD_GONE).toList();
    if (there.isEmpty()) {
      return "No workload follows it.";
    }
    List<RolloutResult> exposed = there.stream().filter(FollowerText::isExposed).toList();
    List<RolloutResult> safe = there.stream().filter(each -> !isExposed(each)).toList();
    String first =
        (exposed.isEmpty() ? safe : exposed)
            .stream().limit(MOST).map(each -> one(each, shown)).collect(Collectors.joining("; "));
    int more = Math.max(0, exposed.size() - MOST);
    int others = exposed.isEmpty() ? Math.max(0, safe.size() - MOST) : safe.size();
    return first
        + (more == 0 ? "" : "; so are %d more".formatted(more))
        + "."
        + switch (others) {
          case 0 -> "";
          case 1 -> " One other is pinned.";
          default -> " %d others are pinned.".formatted(others);
        };
  }

  /** Whether a node that pulls for it gets what the tag shows. */
  private static boolean isExposed(RolloutResult follower) {
    return follower.from().isEmpty()
        && switch (follower.reason()) {
          // These are pinned; without a digest here the containers have different ones.
          case ROLLOUT_STARTED, ALREADY_PINNED, PERSON_HOLDS -> false;
          default -> true;
        };
  }

  private static boolean isHeldBack(Reason reason) {
    return reason.holdsRollout() || reason.waitsForTime() || reason == Reason.DRY_RUN;
  }

  private static String one(RolloutResult follower, Optional<Digest> shown) {
    String name = follower.workload().toString();
    if (follower.reason() == Reason.ROLLOUT_STARTED) {
      return "%s is brought to %s".formatted(name, follower.to().abbreviated());
    }
    if (follower.from().isEmpty() && !isExposed(follower)) {
      return name + " stays pinned";
    }
    String why = isHeldBack(follower.reason()) ? " (" + follower.reason().word() + ")" : "";
    return follower
        .from()
        .map(pinned -> "%s stays on %s%s".formatted(name, pinned.abbreviated(), why))
        .orElseGet(
            () ->
                "%s is not pinned%s: nodes that pull the tag now get %s"
                    .formatted(name, why, shown.map(Digest::abbreviated).orElse("nothing")));
  }
}
