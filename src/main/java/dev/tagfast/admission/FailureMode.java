package dev.tagfast.admission;

/** What becomes of an image of which it could not be found out what it is. */
public enum FailureMode {
  /** It is let through as it is, with a warning. */
  OPEN,
  /** The object is refused. */
  CLOSED
}
