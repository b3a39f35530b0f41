package dev.tagfast.ledger;

import dev.tagfast.image.TagKey;

/**
 * The stored entry of one tag cannot be read: somebody edited it, or a newer version wrote it. It
 * stays so until a person acts, so the event is acknowledged: a sender that repeats it would hold
 * up the events of all other tags. Nothing is written over the entry.
 */
public final class UnreadableEntry extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient TagKey key;
  private final long generation;

  /**
   * @param generation of the stored object: another one after each edit
   * @param message which object, which field, and what to do; no secrets
   */
  public UnreadableEntry(TagKey key, long generation, String message, Throwable cause) {
    super(message, cause);
    this.key = key;
    this.generation = generation;
  }

  /** The tag of the entry. */
  public TagKey key() {
    return key;
  }

  /** The generation of the stored object. */
  public long generation() {
    return generation;
  }
}
