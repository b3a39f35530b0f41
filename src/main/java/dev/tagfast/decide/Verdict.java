package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import java.util.Optional;

/** The decision on a tag, as a value. The pipeline carries it out. */
public sealed interface Verdict {
  /** The reason for it. */
  Reason reason();

  /** Nothing is to be done. */
  record Nothing(Reason reason) implements Verdict {}

  /**
   * The digest is accepted, and subscribers are rolled out to it.
   *
   * @param from what was accepted before
   */
  record Accept(Optional<Digest> from, Digest to, Reason reason) implements Verdict {}

  /**
   * A protected tag shows, or is claimed to show, another digest than the accepted one.
   *
   * @param accepted the digest that the tag is held to; subscribers keep it unless they follow
   * @param seen the digest that the tag shows, or that an event named
   * @param follow whether subscribers follow (mode {@code Alert})
   * @param restore whether the tag is put back
   */
  record Overwrite(Digest accepted, Digest seen, boolean follow, boolean restore, Reason reason)
      implements Verdict {}

  /** The tag was deleted; its entry stays as a tombstone and keeps the accepted digest. */
  record Forget(Digest last, Reason reason) implements Verdict {}

  /**
   * Nothing changes until a person repairs the policy.
   *
   * @param policy the name of the invalid policy
   * @param why what is wrong with it
   */
  record Hold(String policy, String why, Reason reason) implements Verdict {}

  /**
   * It could not be confirmed; the next reconcile looks again.
   *
   * @param why what prevented it, for people; empty where the reason says it all
   */
  record Later(Reason reason, String why) implements Verdict {
    /** Without more than the reason. */
    public Later(Reason reason) {
      this(reason, "");
    }
  }

  /**
   * The word used in answers, metrics and logs. It is a public contract, so it is not derived from
   * the class name.
   */
  default String word() {
    return switch (this) {
      case Nothing _ -> "nothing";
      case Accept _ -> "accept";
      case Overwrite _ -> "overwrite";
      case Forget _ -> "forget";
      case Hold _ -> "hold";
      case Later _ -> "later";
    };
  }
}
