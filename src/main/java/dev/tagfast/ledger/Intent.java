package dev.tagfast.ledger;

import dev.tagfast.image.Digest;
import dev.tagfast.image.UntrustedText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Work that an event demands and that is not done yet. An intent is in the ledger before the event
 * is acknowledged, and leaves it when it is done. A process that is killed in between loses
 * nothing: the next delivery or reconcile finishes the work. Every intent may be executed twice.
 */
public sealed interface Intent {
  /** The event that demanded it. */
  Cause cause();

  /** Roll out this digest to the subscribers. */
  record Rollout(Digest to, Cause cause) implements Intent {}

  /**
   * Put the tag back.
   *
   * @param to the accepted digest
   * @param over the digest that the tag must still show; otherwise somebody pushed meanwhile
   */
  record Restore(Digest to, Digest over, Cause cause) implements Intent {}

  /**
   * Give the manifest a second tag, so that the registry keeps it when its tag moves.
   *
   * @param digest the accepted digest
   */
  record Anchor(Digest digest, Cause cause) implements Intent {}

  /**
   * Report something.
   *
   * @param id the id of the report, equal at every repeat; see {@code ReportId}
   * @param kind the name of a {@code ReportKind}
   * @param from the digest that was accepted
   * @param to the digest that was seen; empty: none
   * @param reason the word of a {@code Reason}
   * @param detail for people, what only this moment knows; may be empty
   * @param alert whether people are alerted; where too much is owed, alerts are dropped last
   * @param about the workload; empty: it is about the tag
   */
  record Tell(
      String id,
      String kind,
      Optional<Digest> from,
      Optional<Digest> to,
      String reason,
      String detail,
      boolean alert,
      Cause cause,
      Optional<About> about)
      implements Intent {
    private static final int LONGEST_DETAIL = 253;

    /** Cleans and shortens the detail, which may contain untrusted text. */
    public Tell {
      detail = UntrustedText.clean(detail, LONGEST_DETAIL);
    }

    /** About the tag. */
    public Tell(
        String id,
        String kind,
        Optional<Digest> from,
        Optional<Digest> to,
        String reason,
        String detail,
        boolean alert,
        Cause cause) {
      this(id, kind, from, to, reason, detail, alert, cause, Optional.empty());
    }

    /** An alert. */
    public Tell(
        String id,
        String kind,
        Optional<Digest> from,
        Optional<Digest> to,
        String reason,
        String detail,
        Cause cause) {
      this(id, kind, from, to, reason, detail, true, cause);
    }
  }

  /**
   * A workload, and what its rollout took.
   *
   * @param took from the push until all pods were ready; empty: it has not come to that
   */
  record About(
      String apiVersion,
      String kind,
      String namespace,
      String name,
      String uid,
      List<String> containers,
      Optional<Duration> took) {
    /** Copies the list. */
    public About {
      containers = List.copyOf(containers);
    }
  }
}
