package dev.tagfast.image;

import java.time.Instant;
import java.util.Optional;

/**
 * One registry says: this tag now points at this digest (or: is gone). A hint to look, never a
 * fact.
 *
 * @param action what the registry says was done
 * @param key the tag, on the registry's canonical host
 * @param digest the digest it names; absent where the format carries none or a malformed one
 * @param mediaType media type of the manifest, as said
 * @param id the sender's id of the event; suppresses a repeated report, decides nothing
 * @param actor who pushed, as the registry says: outside text, cleaned and cut
 * @param pushedAt when, by the registry's clock: for people, never for decisions
 * @param source name of the configured source, {@code events} for the events door, {@code
 *     dead-letters} for what a broker gave up on, {@code reconcile} for our own look
 */
public record PushEvent(
    Action action,
    TagKey key,
    Optional<Digest> digest,
    Optional<String> mediaType,
    Optional<String> id,
    Optional<String> actor,
    Optional<Instant> pushedAt,
    String source)
    implements ImageEvent {
  /** What a reconcile calls itself. */
  public static final String RECONCILE = "reconcile";

  /** What events call themselves that a broker gave up on. */
  public static final String DEAD_LETTERS = "dead-letters";

  private static final int LONGEST = 128;

  /** What the registry says was done to the tag. */
  public enum Action {
    PUSH,
    DELETE
  }

  /** Cleans and cuts what comes from outside. */
  public PushEvent {
    mediaType = mediaType.map(text -> UntrustedText.clean(text, LONGEST));
    id = id.map(text -> UntrustedText.clean(text, LONGEST));
    actor = actor.map(text -> UntrustedText.clean(text, LONGEST)).filter(text -> !text.isBlank());
  }

  /** Our own look at a followed tag: nobody pushed, nothing is claimed. */
  public static PushEvent reconcile(TagKey key) {
    return new PushEvent(
        Action.PUSH,
        key,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        RECONCILE);
  }

  @Override
  public Repository repository() {
    return key.repository();
  }

  @Override
  public Optional<Tag> tag() {
    return Optional.of(key.tag());
  }

  @Override
  public String about() {
    return key.toString();
  }

  /** Whether this is our own look rather than something a registry sent. */
  public boolean isReconcile() {
    return source.equals(RECONCILE);
  }

  /**
   * The same, delivered for the last time. It is old by then: what it named is no claim about the
   * tag any more, only that there is something to see.
   */
  @Override
  public PushEvent asDeadLetter() {
    return new PushEvent(
        action, key, Optional.empty(), Optional.empty(), id, actor, pushedAt, DEAD_LETTERS);
  }

  /** Whether nobody delivers this again, so that "not now" would lose it. */
  public boolean isDeadLetter() {
    return source.equals(DEAD_LETTERS);
  }
}
