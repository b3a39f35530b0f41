package dev.tagfast.gate;

import dev.tagfast.gate.GatePolicy.Guard;
import dev.tagfast.image.Digest;
import java.util.Optional;

/** Gives the verdict on a push of one tag. Pure: equal facts give an equal verdict. */
public final class PushJudge {
  private PushJudge() {}

  /** Decides. */
  public static GateVerdict judge(GateFacts facts) {
    if (facts.policy().guard() == Guard.NONE) {
      return new GateVerdict.Pass();
    }
    Optional<Digest> held = facts.held();
    if (held.isEmpty()) {
      return first(facts);
    }
    if (facts.isPushed(held.get()) || facts.isApproved() || facts.settles()) {
      return new GateVerdict.Pass();
    }
    return facts.refuses()
        ? new GateVerdict.Refuse(
            GateText.overwrite(facts, held.get()), GateText.guardedOverwrite(facts))
        : new GateVerdict.PassWithWarning(GateText.overwriteWarning(facts, held.get()));
  }

  private static GateVerdict first(GateFacts facts) {
    Optional<Reservation> other =
        facts.entry().stream()
            .flatMap(entry -> Reservation.live(entry, facts.now()))
            .filter(each -> !facts.isPushed(each.digest()))
            .findFirst();
    return other.isPresent() && facts.refuses()
        ? new GateVerdict.Wait(
            GateText.underWay(facts, ", with " + other.get().digest()),
            GateText.underWay(facts, ""))
        : new GateVerdict.PassFirst();
  }
}
