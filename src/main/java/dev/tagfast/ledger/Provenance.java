package dev.tagfast.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** How a digest became accepted, strongest first (docs/design.md, "First contact"). */
@RegisterForReflection
public enum Provenance {
  /** A person accepted it by {@code spec.accept} or the annotation. */
  @JsonProperty("AcceptedByPerson")
  ACCEPTED_BY_PERSON,
  /**
   * The tag showed it at first contact, and subscribers were already pinned to it. Anybody who may
   * write a workload can pin it, so that is too weak a ground for writing to a registry.
   */
  @JsonProperty("PinnedInSubscriber")
  PINNED_IN_SUBSCRIBER,
  /** The tag showed it after an authentic event. */
  @JsonProperty("SeenAfterEvent")
  SEEN_AFTER_EVENT,
  /** No event named it: reconcile found it, or an event about something else made Tagfast look. */
  @JsonProperty("SeenByReconcile")
  SEEN_BY_RECONCILE;

  /**
   * Whether somebody vouches for it: a person, or an authentic event that agreed with the registry.
   * Only then may a restore put the tag back on it.
   */
  public boolean isProven() {
    return switch (this) {
      case ACCEPTED_BY_PERSON, SEEN_AFTER_EVENT -> true;
      case PINNED_IN_SUBSCRIBER, SEEN_BY_RECONCILE -> false;
    };
  }
}
