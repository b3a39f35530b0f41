package dev.tagfast.admission;

import dev.tagfast.admission.ImageKnowledge.CouldNotAsk;
import dev.tagfast.admission.ImageKnowledge.Free;
import dev.tagfast.admission.ImageKnowledge.Quarantined;
import dev.tagfast.admission.ImageKnowledge.Shows;
import dev.tagfast.admission.ImageKnowledge.Unknown;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.TagState;
import dev.tagfast.ledger.approval.Approval;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.settings.Settings.FailureMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the facts of a tag mean for an image that names it. */
public final class KnowledgeJudge {
  private KnowledgeJudge() {}

  /**
   * Of an image with a tag alone: the digest that is to run. The ledger comes before the registry,
   * so that an overwritten tag, or a registry that is away, changes nothing.
   */
  public static ImageKnowledge ofTag(TagFacts facts, FailureMode fail) {
    return switch (facts.policy()) {
      case PolicyAnswer.Broken(String policy, String why) ->
          facts
              .held()
              .<ImageKnowledge>map(digest -> new Shows(digest, ""))
              .orElseGet(
                  () ->
                      new CouldNotAsk(
                          "the TagPolicy %s is invalid (%s), and nothing is known of %s"
                              .formatted(policy, why, facts.key()),
                          fail));
      case PolicyAnswer.Treat(Treatment treatment) when treatment.mode() == TagMode.IGNORE ->
          new Free();
      case PolicyAnswer.Treat _ when facts.isHeld() ->
          new Shows(facts.held().orElseThrow(), warning(facts));
      case PolicyAnswer.Treat _ when facts.isContested() -> contested(facts, fail);
      case PolicyAnswer.Treat _ -> ofRegistry(facts, fail);
    };
  }

  private static ImageKnowledge contested(TagFacts facts, FailureMode fail) {
    return new CouldNotAsk(
        "nobody vouches for what %s shows (Unproven). %s"
            .formatted(facts.key(), wayOut(facts, Optional.empty())),
        fail);
  }

  private static ImageKnowledge ofRegistry(TagFacts facts, FailureMode fail) {
    if (facts.shown().isEmpty()) {
      return new CouldNotAsk("the registry was not asked for " + facts.key(), fail);
    }
    return switch (facts.shown().get()) {
      case RegistryAnswer.Found<Descriptor>(Descriptor(Digest digest, _)) ->
          facts.isClaimedOtherThan(digest) ? contested(facts, fail) : new Shows(digest, "");
      case RegistryAnswer.Absent<Descriptor> _ ->
          known(facts, "the registry has no %s any more".formatted(facts.key()))
              .orElseGet(() -> new Unknown("the registry has no " + facts.key()));
      case RegistryAnswer.Denied<Descriptor>(String why) ->
          known(facts, why).orElseGet(() -> new CouldNotAsk(why, fail));
      case RegistryAnswer.Unavailable<Descriptor>(String why, _) ->
          known(facts, why).orElseGet(() -> new CouldNotAsk(why, fail));
      case RegistryAnswer.NotListed<Descriptor>(String host) ->
          new CouldNotAsk(
              "the registry %s is not listed (tagfast.registries.NAME.host)".formatted(host), fail);
    };
  }

  /** What the ledger knows of a moving tag that the registry does not show now. */
  private static Optional<ImageKnowledge> known(TagFacts facts, String why) {
    return facts
        .held()
        .map(
            digest ->
                new Shows(
                    digest,
                    "%s got the digest that was seen last: %s".formatted(facts.key(), why)));
  }

  private static String warning(TagFacts facts) {
    TagState state = facts.entry().orElseThrow().state();
    return switch (state) {
      case OVERWRITTEN, FROZEN ->
          "%s was overwritten; it is pinned to the accepted image".formatted(facts.key());
      case LOST ->
          "the registry no longer has the accepted image of %s; pods may not start"
              .formatted(facts.key());
      case DELETED -> "%s was deleted; it is pinned to the accepted image".formatted(facts.key());
      case CURRENT, HELD, UNPROVEN, UNCONFIRMED -> "";
    };
  }

  /**
   * Of an image with this digest: a quarantined one must not run under its tag.
   *
   * @param approvals those of the tag, where they were read
   */
  public static ImageKnowledge ofDigest(
      TagFacts facts, Digest digest, List<Approval> approvals, Instant now) {
    boolean rejects =
        switch (facts.policy()) {
          case PolicyAnswer.Broken _ -> true;
          case PolicyAnswer.Treat(Treatment treatment) -> treatment.mode() == TagMode.REJECT;
        };
    boolean quarantined =
        rejects
            && facts
                .entry()
                .filter(entry -> entry.isQuarantined(digest))
                .filter(entry -> entry.acceptances().covering(digest, approvals, now).isEmpty())
                .isPresent();
    return quarantined
        ? new Quarantined(
            "%s@%s is quarantined (TagOverwritten): an overwrite of the tag showed it, and nobody accepted it. %s"
                .formatted(facts.key(), digest, wayOut(facts, Optional.of(digest))))
        : new Free();
  }

  private static String wayOut(TagFacts facts, Optional<Digest> digest) {
    String use =
        facts
            .held()
            .map(held -> "Use %s, or have it accepted".formatted(held))
            .orElse("Accept one");
    String named = digest.map(Digest::toString).orElse("DIGEST");
    return facts
        .accept()
        .map(command -> "%s: %s%s".formatted(use, command, named))
        .orElse(use + ".");
  }
}
