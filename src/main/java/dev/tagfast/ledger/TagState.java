package dev.tagfast.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tagfast.image.EnumWords;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The state of a tag, shown in the column {@code STATE} of {@code kubectl get imagetags}. */
@RegisterForReflection
public enum TagState {
  /** The tag shows its accepted digest. */
  @JsonProperty("Current")
  CURRENT,
  /** The tag was overwritten: it shows another digest than the accepted one. */
  @JsonProperty("Overwritten")
  OVERWRITTEN,
  /** The tag was deleted from the registry; the entry keeps the accepted digest (a tombstone). */
  @JsonProperty("Deleted")
  DELETED,
  /** A policy that could apply to the tag is invalid: nothing changes until it is repaired. */
  @JsonProperty("Held")
  HELD,
  /** The tag was overwritten more often than restores are allowed: a person must look. */
  @JsonProperty("Frozen")
  FROZEN,
  /** The registry no longer has the accepted digest: rescheduled pods cannot start. */
  @JsonProperty("Lost")
  LOST,
  /**
   * The tag was seen, and no authentic event or person vouches for the digest that it shows.
   * Nothing is restored; where an event or a pin speaks against that digest, nothing is rolled out
   * either.
   */
  @JsonProperty("Unproven")
  UNPROVEN,
  /** An event named the tag, and the registry did not show it within the bound. */
  @JsonProperty("Unconfirmed")
  UNCONFIRMED;

  /** The word as people read it. */
  public String word() {
    return EnumWords.word(this);
  }

  /** Whether the tag shows what it is held to. */
  public boolean isReady() {
    return this == CURRENT;
  }

  /**
   * Whether nobody vouches for what the tag shows, and it stays so until a person accepts it or
   * pushes.
   */
  public boolean waitsForAPerson() {
    return switch (this) {
      case OVERWRITTEN, FROZEN, LOST, UNPROVEN -> true;
      case CURRENT, DELETED, HELD, UNCONFIRMED -> false;
    };
  }
}
