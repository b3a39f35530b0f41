package dev.tagfast.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Whether an index that runs the same and lists other attestations is another image. BuildKit makes
 * such an index at each run of a build, also of one that is cached as a whole.
 */
@RegisterForReflection
public enum AttestationRule {
  /** It is the same image: recorded as a move, no overwrite and no rollout. */
  @JsonProperty("SameImage")
  SAME_IMAGE,
  /** It is another digest like every other. */
  @JsonProperty("Strict")
  STRICT
}
