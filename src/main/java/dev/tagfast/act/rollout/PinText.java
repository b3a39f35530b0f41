package dev.tagfast.act.rollout;

import dev.tagfast.act.brake.Approval;
import dev.tagfast.image.Digest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** Says of a container that is pinned who approved it and what it skips. */
final class PinText {
  /** More are counted. */
  private static final int MOST = 3;

  private PinText() {}

  /** A sentence; empty if it needed no approval. */
  static String approved(ContainerPlan.Pin pin) {
    return pin.approval().map(approval -> "Approved" + approval.signature() + ".").orElse("");
  }

  /** A sentence; empty if it skips nothing. */
  static String skipped(ContainerPlan.Pin pin) {
    return pin.skipped().isEmpty()
        ? ""
        : "Skipped, because they were superseded before they could be rolled out here: "
            + names(pin.skipped())
            + ".";
  }

  /** For the change-cause, behind what else it says; empty if there is nothing to add. */
  static String inChangeCause(List<ImageWrite> writes) {
    String approvals =
        writes.stream()
            .flatMap(write -> write.approval().stream())
            .map(approval -> ", approved" + approval.signature())
            .distinct()
            .collect(Collectors.joining());
    List<Digest> skipped =
        writes.stream().flatMap(write -> write.skipped().stream()).distinct().toList();
    return approvals + (skipped.isEmpty() ? "" : ", skipping " + names(skipped));
  }

  /** What remains of an approval that was used. */
  static String used(Approval approval, Digest to, Instant now) {
    return to.abbreviated()
        + approval.signature()
        + ", used at "
        + now.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String names(List<Digest> digests) {
    int more = digests.size() - MOST;
    return digests.stream().limit(MOST).map(Digest::abbreviated).collect(Collectors.joining(", "))
        + (more > 0 ? " and %d more".formatted(more) : "");
  }
}
