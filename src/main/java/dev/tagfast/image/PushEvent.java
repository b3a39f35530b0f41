package dev.tagfast.image;

import java.time.Instant;
import java.util.Optional;

/**
 * A registry's claim that a tag now points at a digest, or was deleted. It is a hint to ask the
 * registry, never a fact.
 *
 * @param action the action that the registry claims
 * @param key the tag, on the registry's canonical host
 * @param digest the digest that the event names; empty if the format carries none or a malformed
 *     one
 * @param mediaType the media type of the manifest, as the registry claims
 * @param id the sender's id of the event; it suppresses a repeated report and decides nothing
 * @param actor who pushed, as the registry claims; untrusted text, cleaned and shortened
 * @param pushedAt the time, by the registry's clock; for people, never for decisions
 * @param source name of the configured source, {@code events} for the events door, {@code
 *     dead-letters} for events that a broker gave up on, {@code reconcile} for Tagfast's own
 *     reconcile
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
  /** The source of a reconcile. */
  public static final String RECONCILE = "reconcile";

  /** The source of a look that the review of a pod asked for. */
  public static final String ADMISSION = "admission";

  /** The source of events that a broker gave up on. */
  public static final String DEAD_LETTERS = "dead-letters";

  /** What stands for {@link #source} in the history where a person accepted something. */
  public static final String PERSON = "person";

  private static final int LONGEST = 128;

  /** The action that the registry claims. */
  public enum Action {
    PUSH,
    DELETE
  }

  /** Cleans and shortens the untrusted text. */
  public PushEvent {
    mediaType = mediaType.map(text -> UntrustedText.clean(text, LONGEST));
    id = id.map(text -> UntrustedText.clean(text, LONGEST));
    actor = actor.map(text -> UntrustedText.clean(text, LONGEST)).filter(text -> !text.isBlank());
  }

  /** The event of a reconcile of a followed tag: no one pushed, and nothing is claimed. */
  public static PushEvent reconcile(TagKey key) {
    return ourOwn(key, RECONCILE);
  }

  /** The same of a tag that a pod is about to run. */
  public static PushEvent admission(TagKey key) {
    return ourOwn(key, ADMISSION);
  }

  private static PushEvent ourOwn(TagKey key, String source) {
    return new PushEvent(
        Action.PUSH,
        key,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        source);
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

  /** Whether Tagfast looks by itself, and no registry said anything. */
  public boolean isReconcile() {
    return source.equals(RECONCILE) || isAdmission();
  }

  /** Whether a pod is about to run the tag: then it is recorded, also if nobody follows it. */
  public boolean isAdmission() {
    return source.equals(ADMISSION);
  }

  /**
   * A copy marked as a dead letter. It is old, so its digest is no longer a claim about the tag and
   * is left out; the tag is only looked up again.
   */
  @Override
  public PushEvent asDeadLetter() {
    return new PushEvent(
        action, key, Optional.empty(), Optional.empty(), id, actor, pushedAt, DEAD_LETTERS);
  }

  /** Whether no one delivers this again. A temporary failure would lose such an event. */
  public boolean isDeadLetter() {
    return source.equals(DEAD_LETTERS);
  }
}
