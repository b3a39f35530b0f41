package dev.tagfast.observe;

/** How a tag stands: the column {@code STATE} of {@code kubectl get imagetags}. */
public enum TagState {
  /** It shows its accepted digest. */
  CURRENT,
  /** It was overwritten: it shows another digest than the accepted one. */
  OVERWRITTEN,
  /** It is gone from the registry; what was accepted is remembered (a tombstone). */
  DELETED,
  /** A policy that could speak of it is invalid: nothing moves until that is mended. */
  HELD,
  /** It was overwritten more often than restores are allowed: a person must look. */
  FROZEN,
  /** The registry no longer has its accepted digest: pods that are rescheduled cannot start. */
  LOST,
  /** An event spoke of it, and the registry did not show it within the bound. */
  UNCONFIRMED
}
