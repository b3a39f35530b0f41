package dev.tagfast.gate;

import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.policy.AttestationRule;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the policies say of one tag, as the gate needs it.
 *
 * @param guard what a change of the tag meets
 * @param attestationsCount whether other attestations alone make another image
 * @param origin the rule or the default class, for people
 */
public record GatePolicy(Guard guard, boolean attestationsCount, String origin) {
  /** What a change of a tag meets. */
  public enum Guard {
    /** Nothing: the tag may move, or is ignored. */
    NONE,
    /** A warning. */
    WARN,
    /** A refusal. */
    REFUSE
  }

  /** Whether the tag is protected whatever it points at, so that the ledger must be asked. */
  public static boolean isGuarded(Function<ContentKind, PolicyAnswer> answers) {
    return Arrays.stream(ContentKind.values())
        .map(answers)
        .map(GatePolicy::of)
        .anyMatch(policy -> policy.guard != Guard.NONE);
  }

  /**
   * What counts for a tag. What is said of the accepted image goes on counting when somebody pushes
   * a chart over it.
   *
   * @param pushed what is pushed; empty: it was not understood, or is a delete
   */
  public static GatePolicy choose(
      Function<ContentKind, PolicyAnswer> answers,
      Optional<TagEntry> entry,
      Optional<ManifestFacts> pushed) {
    Optional<PolicyAnswer> before =
        entry
            .flatMap(
                known ->
                    known.accepted().map(AcceptedDigest::digest).flatMap(known.manifests()::facts))
            .map(facts -> answers.apply(ContentKind.of(facts.kind())))
            .filter(answer -> !isIgnored(answer));
    return of(
        before.orElseGet(
            () ->
                answers.apply(
                    pushed.map(facts -> ContentKind.of(facts.kind())).orElse(ContentKind.IMAGE))));
  }

  private static GatePolicy of(PolicyAnswer answer) {
    return switch (answer) {
      // A broken rule never lets a weaker one win.
      case PolicyAnswer.Broken(String policy, String why) ->
          new GatePolicy(
              Guard.REFUSE, false, "the TagPolicy %s is invalid: %s".formatted(policy, why));
      case PolicyAnswer.Treat(Treatment treatment) ->
          new GatePolicy(
              switch (treatment.mode()) {
                case MOVING, IGNORE -> Guard.NONE;
                case ALERT -> Guard.WARN;
                case REJECT -> Guard.REFUSE;
              },
              treatment.attestations() == AttestationRule.STRICT,
              treatment.origin());
    };
  }

  private static boolean isIgnored(PolicyAnswer answer) {
    return answer instanceof PolicyAnswer.Treat(Treatment treatment)
        && treatment.mode() == TagMode.IGNORE;
  }
}
