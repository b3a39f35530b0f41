package dev.tagfast.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a rule says of its tags when they are seen with another digest (DESIGN, "Which tags are
 * protected").
 */
@RegisterForReflection
public enum TagMode {
  /** Recorded and rolled out. */
  @JsonProperty("Moving")
  MOVING,
  /** Recorded as an overwrite and reported; subscribers follow, unless the rule holds them. */
  @JsonProperty("Alert")
  ALERT,
  /** Recorded as an overwrite, reported, quarantined and never rolled out. */
  @JsonProperty("Reject")
  REJECT,
  /** Nothing at all. */
  @JsonProperty("Ignore")
  IGNORE;

  /** Whether another digest under such a tag is an overwrite. */
  public boolean isProtected() {
    return this == ALERT || this == REJECT;
  }
}
