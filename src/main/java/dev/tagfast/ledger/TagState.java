package dev.tagfast.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** How a tag stands: the column {@code STATE} of {@code kubectl get imagetags}. */
@RegisterForReflection
public enum TagState {
  /** It shows its accepted digest. */
  @JsonProperty("Current")
  CURRENT,
  /** It was overwritten: it shows another digest than the accepted one. */
  @JsonProperty("Overwritten")
  OVERWRITTEN,
  /** It is gone from the registry; what was accepted is remembered (a tombstone). */
  @JsonProperty("Deleted")
  DELETED,
  /** A policy that could speak of it is invalid: nothing moves until that is mended. */
  @JsonProperty("Held")
  HELD,
  /** It was overwritten more often than restores are allowed: a person must look. */
  @JsonProperty("Frozen")
  FROZEN,
  /** The registry no longer has its accepted digest: pods that are rescheduled cannot start. */
  @JsonProperty("Lost")
  LOST,
  /** An event spoke of it, and the registry did not show it within the bound. */
  @JsonProperty("Unconfirmed")
  UNCONFIRMED;

  /** Whether the tag shows what is not accepted, and stays so until a person accepts or pushes. */
  public boolean waitsForAPerson() {
    return switch (this) {
      case OVERWRITTEN, FROZEN, LOST -> true;
      case CURRENT, DELETED, HELD, UNCONFIRMED -> false;
    };
  }
}
