package dev.tagfast.model.history;

/**
 * One step of a history. Steps are values, which depend on no other step, so any of them can be
 * left out. An event is lost where a push has no {@code Arrives}; it is early, late, repeated or
 * out of order by where its {@code Arrives} stand.
 */
public sealed interface Step {
  /** Somebody pushes. Nobody is told. */
  record Push(ModelTag tag, ModelImage image) implements Step {}

  /** Somebody deletes the tag. Nobody is told. */
  record Delete(ModelTag tag) implements Step {}

  /** The registry drops a manifest that no tag shows. */
  record Collect(ModelImage image) implements Step {}

  /**
   * An event of a push arrives.
   *
   * @param id of the event, equal in repeats; 0: the sender gives none
   * @param at the instance that gets it
   * @param early whether the sender is answered as soon as everything is recorded
   */
  record Arrives(ModelTag tag, ModelImage image, int id, int at, boolean early) implements Step {}

  /** An event of a push arrives that names no digest. */
  record ArrivesBare(ModelTag tag, int id, int at) implements Step {}

  /** An event of a deletion arrives. */
  record DeleteArrives(ModelTag tag, int at) implements Step {}

  /** Senders that got no answer send their events again. */
  record Resend(int at) implements Step {}

  /** The looks that the instance wanted to make a moment later are due. */
  record LaterLooks(int at) implements Step {}

  /** The instance reconciles. */
  record Reconcile(int at) implements Step {}

  /** An operator changes what the policy says of a tag. */
  record RuleBecomes(ModelTag tag, Rule rule) implements Step {}

  /**
   * A person accepts a digest for a tag.
   *
   * @param seconds how long it counts; 0: without {@code until}
   */
  record Accept(ModelTag tag, ModelImage image, int seconds) implements Step {}

  /**
   * A person creates an approval of a digest for a tag.
   *
   * @param seconds how long it counts; 0: without {@code until}
   */
  record Approve(ModelTag tag, ModelImage image, int seconds) implements Step {}

  /** A person takes the acceptance back. */
  record Unaccept(ModelTag tag) implements Step {}

  /** A person applies a workload with the plain tag. */
  record Apply(ModelTag tag, int workload) implements Step {}

  /** A person pins a workload to a digest. */
  record Pin(ModelTag tag, int workload, ModelImage image) implements Step {}

  /** Time passes. */
  record TimePasses(int seconds) implements Step {}

  /** The instance's clock is this much ahead of the true time; negative: behind it. */
  record ClockDiffers(int at, int seconds) implements Step {}

  /** The service does not answer from now on. */
  record GoesDown(Service service) implements Step {}

  /** The service answers again. */
  record ComesUp(Service service) implements Step {}

  /** The service fails for this tag alone. */
  record Trouble(Service service, ModelTag tag) implements Step {}

  /** The service answers for this tag again. */
  record TroubleEnds(Service service, ModelTag tag) implements Step {}

  /** All instances are started again in mode {@code act} or {@code observe}. */
  record ModeBecomes(boolean act) implements Step {}

  /**
   * The inner step happens while Tagfast carries out the outer one, at this request of it, counted
   * from 1.
   */
  record During(Step outer, int request, Step inner) implements Step {}

  /** What happens to the request itself; only as the inner step of {@link During}. */
  enum Fault implements Step {
    /** The process dies before the request does anything. */
    DIES_BEFORE,
    /** The process dies before it gets the answer. */
    DIES_AFTER,
    /** The request does nothing, and there is no answer. */
    FAILS,
    /** The request does its work, and there is no answer. */
    ANSWER_LOST
  }
}
