package dev.tagfast.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** How an accepted digest became so, strongest first (DESIGN, "First contact"). */
@RegisterForReflection
public enum Provenance {
  /** By {@code spec.accept} or the annotation. */
  @JsonProperty("AcceptedByPerson")
  ACCEPTED_BY_PERSON,
  /** A subscriber was already pinned to it at first contact. */
  @JsonProperty("PinnedInSubscriber")
  PINNED_IN_SUBSCRIBER,
  /** The tag was seen to have it after an authentic event. */
  @JsonProperty("SeenAfterEvent")
  SEEN_AFTER_EVENT,
  /** Our own look found it: too weak a ground for writing to a registry. */
  @JsonProperty("SeenByReconcile")
  SEEN_BY_RECONCILE;

  /** Whether a restore may put a tag back on such a digest, given that the ledger saw it there. */
  public boolean allowsRestore() {
    return this != SEEN_BY_RECONCILE;
  }
}
