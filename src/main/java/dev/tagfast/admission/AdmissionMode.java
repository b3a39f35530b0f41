package dev.tagfast.admission;

/** What is done with the objects of a namespace. */
public enum AdmissionMode {
  /** Images are pinned, and quarantined ones refused. */
  PIN,
  /** Only said: a warning, and an Event where an image would have been refused. */
  AUDIT,
  /** Nothing. */
  OFF
}
