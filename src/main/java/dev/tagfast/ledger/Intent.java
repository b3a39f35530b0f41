package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.image.UntrustedText;
import java.util.Optional;

/**
 * Something that an event demands and that is not done yet. It is in the ledger before the event is
 * acknowledged and leaves it when done, so a process killed in between loses nothing: the next
 * delivery or reconcile finishes it. Every intent can be carried out twice without harm.
 */
public sealed interface Intent {
  /** What made us want it. */
  Cause cause();

  /** Bring the subscribers to this digest. */
  record Rollout(Digest to, Cause cause) implements Intent {}

  /**
   * Put the tag back.
   *
   * @param to the accepted digest
   * @param over the digest that must still be there, or somebody else was faster
   */
  record Restore(Digest to, Digest over, Cause cause) implements Intent {}

  /**
   * Give the manifest a second tag, so that the registry keeps it when its tag moves.
   *
   * @param digest the accepted digest
   */
  record Anchor(Digest digest, Cause cause) implements Intent {}

  /**
   * Tell people.
   *
   * @param id the report's id: hash of key, generation and kind, so that a receiver can tell a
   *     repeat
   * @param kind the name of a {@code ReportKind}
   * @param from what was accepted
   * @param to what was seen; empty: nothing
   * @param reason the word of a {@code Reason}
   * @param detail what only the moment knew, for people; empty where the rest says it all
   */
  record Tell(
      String id,
      String kind,
      Optional<Digest> from,
      Optional<Digest> to,
      String reason,
      String detail,
      Cause cause)
      implements Intent {
    private static final int LONGEST_DETAIL = 253;

    /** Cuts what other people's text may be in. */
    public Tell {
      detail = UntrustedText.clean(detail, LONGEST_DETAIL);
    }
  }
}
