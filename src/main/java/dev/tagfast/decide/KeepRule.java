package dev.tagfast.decide;

import dev.tagfast.ledger.Displaced;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.Treatment;
import dev.tagfast.registry.config.Anchors;
import java.util.Optional;

/** Whether the digests of a tag get anchors. Pure. */
public final class KeepRule {
  private KeepRule() {}

  /**
   * Whether they do.
   *
   * @param anchors what the registry's setting says
   * @param policy what the policies say of the tag
   * @param displaced what the registry was last seen to do with a manifest whose tag moved; empty:
   *     it was not seen
   */
  public static boolean keeps(Anchors anchors, PolicyAnswer policy, Optional<Displaced> displaced) {
    return switch (policy) {
      // Its tags are held, and what they may say is not known: nothing is written for them.
      case PolicyAnswer.Broken _ -> false;
      case PolicyAnswer.Treat(Treatment treatment) ->
          treatment.keep()
              || switch (anchors) {
                case OFF -> false;
                case ON -> true;
                case AUTO ->
                    displaced
                        .map(seen -> seen == Displaced.DROPPED)
                        .orElse(!treatment.mode().isProtected());
              };
    };
  }
}
