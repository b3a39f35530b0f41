package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.AcceptedDigest;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.Move;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagState;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.TagMode;
import dev.tagfast.policy.Treatment;
import java.time.Instant;

/**
 * Whether a restore that is recorded may still be done. A restore can stay open for weeks, because
 * the registry refused it or the process died. Meanwhile a person may have changed the policy,
 * accepted the overwrite or deleted the tag. So it is checked right before it is done. Pure.
 */
public sealed interface RestoreCondition {
  /** It may be done. */
  record Holds() implements RestoreCondition {}

  /** Not now; it stays open. */
  record Waits() implements RestoreCondition {}

  /**
   * It must not be done any more.
   *
   * @param why for people
   */
  record Void(String why) implements RestoreCondition {}

  /**
   * The operator took the push credentials away since it was recorded. It ends, and is told: a
   * restore that waits for credentials would surprise whoever sets them weeks later.
   */
  record Unarmed() implements RestoreCondition {
    /** For people: what happened, and what to do. */
    public static String why(TagKey key) {
      return "Tagfast has no push credentials for "
          + key.repository().host()
          + ", and writes nothing there without. Set tagfast.registries.<name>.push-credentials"
          + " for later overwrites; push the right image again, or accept this one.";
    }
  }

  /**
   * Checks a restore.
   *
   * @param entry the tag as it stands now
   * @param policy what the policies say of it now
   * @param act {@code tagfast.mode: act}
   * @param armed whether there are push credentials for the repository
   */
  static RestoreCondition of(
      Intent.Restore restore,
      TagEntry entry,
      PolicyAnswer policy,
      boolean act,
      boolean armed,
      Instant now) {
    RestoreCondition wanted = wanted(restore, entry, policy, act, now);
    return wanted instanceof Holds && !armed ? new Unarmed() : wanted;
  }

  private static RestoreCondition wanted(
      Intent.Restore restore, TagEntry entry, PolicyAnswer policy, boolean act, Instant now) {
    boolean open = entry.outbox().contains(restore);
    boolean accepted =
        entry
            .accepted()
            .filter(AcceptedDigest::isRestorable)
            .filter(held -> held.digest().equals(restore.to()))
            .isPresent();
    if (!open || !accepted) {
      return new Void("the tag is no longer held to " + restore.to().abbreviated());
    }
    if (!act || !(policy instanceof PolicyAnswer.Treat(Treatment treatment))) {
      return new Waits();
    }
    if (isOwnWrite(entry, restore.over())) {
      return new Holds();
    }
    if (treatment.mode() != TagMode.REJECT || !treatment.restore()) {
      return new Void("the policy (" + treatment.origin() + ") no longer asks for a restore");
    }
    if (entry.acceptances().cover(restore.over(), now)) {
      return new Void("a person accepts " + restore.over().abbreviated());
    }
    return entry.state() == TagState.OVERWRITTEN
        ? new Holds()
        : new Void("the tag is " + entry.state() + " by now");
  }

  /**
   * Whether Tagfast itself put this digest under the tag last. It is taken back, whatever the
   * policy says of pushes, and is no overwrite.
   */
  static boolean isOwnWrite(TagEntry entry, Digest digest) {
    return entry.history().reversed().stream()
        .findFirst()
        .filter(move -> move.reason().equals(Reason.TAG_RESTORED.word()))
        .flatMap(Move::to)
        .filter(digest::equals)
        .isPresent();
  }
}
