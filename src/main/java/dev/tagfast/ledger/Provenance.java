package dev.tagfast.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** How a digest became accepted, strongest first (docs/design.md, "First contact"). */
@RegisterForReflection
public enum Provenance {
  /** A person accepted it by {@code spec.accept} or the annotation. */
  @JsonProperty("AcceptedByPerson")
  ACCEPTED_BY_PERSON,
  /** A subscriber was already pinned to it at first contact. */
  @JsonProperty("PinnedInSubscriber")
  PINNED_IN_SUBSCRIBER,
  /** The tag showed it after an authentic event. */
  @JsonProperty("SeenAfterEvent")
  SEEN_AFTER_EVENT,
  /** Reconcile found it; that is too weak a ground for writing to a registry. */
  @JsonProperty("SeenByReconcile")
  SEEN_BY_RECONCILE;

  /** Whether a restore may put a tag back on such a digest, if the ledger saw the tag show it. */
  public boolean allowsRestore() {
    return this != SEEN_BY_RECONCILE;
  }
}
