package dev.tagfast.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Whether subscribers follow an overwritten tag in mode {@code Alert}. */
@RegisterForReflection
public enum RolloutChoice {
  /** They run what the tag shows; the overwrite is reported. */
  @JsonProperty("Follow")
  FOLLOW,
  /** They keep the accepted digest until a person accepts the overwrite. */
  @JsonProperty("Hold")
  HOLD
}
