package dev.tagfast.model.history;

import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import java.util.Set;

/** What the policy says of one tag. */
public enum Rule {
  REJECT(new PolicyAnswer.Treat(new Treatment(TagMode.REJECT, true, false, false, "reject"))),
  RESTORE(new PolicyAnswer.Treat(new Treatment(TagMode.REJECT, true, true, false, "restore"))),
  ALERT(new PolicyAnswer.Treat(new Treatment(TagMode.ALERT, true, false, false, "alert"))),
  HOLD(new PolicyAnswer.Treat(new Treatment(TagMode.ALERT, false, false, false, "hold"))),
  MOVING(new PolicyAnswer.Treat(new Treatment(TagMode.MOVING, true, false, false, "moving"))),
  IGNORE(new PolicyAnswer.Treat(new Treatment(TagMode.IGNORE, false, false, false, "ignore"))),
  INVALID(new PolicyAnswer.Broken("shop", "spec.rules[0].mode: not a mode"));

  /** Another digest under such a tag is an overwrite. */
  public static final Set<Rule> PROTECTING = Set.of(REJECT, RESTORE, ALERT, HOLD);

  /** Another digest under such a tag is accepted, and subscribers follow. */
  public static final Set<Rule> FOLLOWING = Set.of(ALERT, MOVING);

  /** Another digest under such a tag is quarantined. */
  public static final Set<Rule> REJECTING = Set.of(REJECT, RESTORE);

  /** No workload is changed under such a rule. */
  public static final Set<Rule> RESTING = Set.of(IGNORE, INVALID);

  private final PolicyAnswer answer;

  Rule(PolicyAnswer answer) {
    this.answer = answer;
  }

  /** What the policy answers. */
  public PolicyAnswer answer() {
    return answer;
  }
}
