package dev.tagfast.policy;

/**
 * What a rule says of its tags when they are seen with another digest (DESIGN, "Which tags are
 * protected").
 */
public enum TagMode {
  /** Recorded and rolled out. */
  MOVING,
  /** Recorded as an overwrite and reported; subscribers follow, unless the rule holds them. */
  ALERT,
  /** Recorded as an overwrite, reported, quarantined and never rolled out. */
  REJECT,
  /** Nothing at all. */
  IGNORE;

  /** Whether another digest under such a tag is an overwrite. */
  public boolean isProtected() {
    return this == ALERT || this == REJECT;
  }
}
