package dev.tagfast.act.brake;

import dev.tagfast.act.brake.BrakeAnswer.Free;
import dev.tagfast.act.brake.BrakeAnswer.Stopped;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Sentence;
import dev.tagfast.image.UntrustedText;
import java.util.Map;
import java.util.Optional;

/**
 * A container that needs an approval gets the digest that the approval names and no other. The
 * rollout takes the approval away, so it is used once.
 */
public final class ApprovalBrake {
  /** Set on a workload: each of its rollouts needs an approval. */
  public static final Map.Entry<String, String> REQUIRED =
      Map.entry(BrakeNote.ALL + Brakes.APPROVAL, Brakes.APPROVAL_REQUIRED);

  /** Followed by the container's name: what a person approves. */
  public static final String APPROVED = "approved.tagfast.dev/";

  /** Followed by the container's name: the approval that was used last, and when. */
  public static final String USED = "approval-used.tagfast.dev/";

  private static final int LONGEST = 160;

  private ApprovalBrake() {}

  static BrakeAnswer of(BrakeQuestion question) {
    Map<String, String> annotations = question.places().annotations();
    String name = APPROVED + question.container();
    Optional<BrakeNote> note =
        Optional.ofNullable(annotations.get(name))
            .map(text -> new BrakeNote(name, question.places().workload(), text));
    if (note.isEmpty()) {
      Optional<String> used =
          Optional.ofNullable(annotations.get(USED + question.container()))
              .map(text -> "The last approval was used: " + UntrustedText.clean(text, LONGEST));
      return wanted(question, used.orElse(""));
    }
    Approval approval = note.get().read(text -> Approval.parse(text, question.approver()));
    String named = UntrustedText.clean(approval.digest(), LONGEST);
    if (!approval.isOf(question.to())) {
      return wanted(
          question, "The approval" + approval.signature() + " is of another digest, " + named);
    }
    if (question.known().stream()
        .anyMatch(other -> approval.isOf(other) && !other.equals(question.to()))) {
      return wanted(question, "Several digests of this tag begin with the approved " + named);
    }
    return approval.isOver(question.now())
        ? wanted(
            question,
            "The approval" + approval.signature() + " ended at " + approval.until().orElseThrow())
        : new Free(Optional.of(approval));
  }

  /** The digest in full: what a person copies must not depend on what else begins the same. */
  private static Stopped wanted(BrakeQuestion question, String why) {
    return new Stopped(
        Reason.APPROVAL_REQUIRED,
        Sentence.of(why)
            + (why.isEmpty() ? "" : " ")
            + "A person must approve "
            + question.to().abbreviated()
            + " (kubectl annotate --overwrite "
            + question.places().workload()
            + " "
            + APPROVED
            + question.container()
            + "="
            + question.to()
            + ").");
  }
}
