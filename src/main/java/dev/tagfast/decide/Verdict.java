package dev.tagfast.decide;

import dev.tagfast.image.Digest;
import java.util.Optional;

/** What was decided of a tag: a value. What follows from it is done elsewhere. */
public sealed interface Verdict {
  /** Why, in one word. */
  Reason reason();

  /** Nothing new is to be done. */
  record Nothing(Reason reason) implements Verdict {}

  /**
   * The digest is the accepted one from now on, and subscribers run it.
   *
   * @param from what was accepted before
   */
  record Accept(Optional<Digest> from, Digest to, Reason reason) implements Verdict {}

  /**
   * A protected tag is not what it was.
   *
   * @param accepted what it is held to, and what subscribers keep unless they follow
   * @param seen what it shows, or what was claimed of it
   * @param follow whether subscribers follow ({@code Alert})
   * @param restore whether the tag is put back
   */
  record Overwrite(Digest accepted, Digest seen, boolean follow, boolean restore, Reason reason)
      implements Verdict {}

  /** The tag is gone; a tombstone remembers what was accepted. */
  record Forget(Digest last, Reason reason) implements Verdict {}

  /**
   * Nothing moves until a person mended the policy.
   *
   * @param policy the invalid one
   * @param why what is wrong with it
   */
  record Hold(String policy, String why, Reason reason) implements Verdict {}

  /**
   * It could not be confirmed; the next reconcile looks again.
   *
   * @param why what stood in the way, for people; empty where the reason says it all
   */
  record Later(Reason reason, String why) implements Verdict {
    /** Where the reason says it all. */
    public Later(Reason reason) {
      this(reason, "");
    }
  }

  /** The word for it in answers, metrics and logs: promised there, so no class name decides it. */
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
