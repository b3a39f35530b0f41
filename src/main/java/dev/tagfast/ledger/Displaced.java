package dev.tagfast.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What the registry did with the accepted manifest when the tag was moved off it. CNCF Distribution
 * keeps it until its garbage collector runs; zot and Gitea drop it at once.
 */
@RegisterForReflection
public enum Displaced {
  /** It can still be pulled by its digest. */
  @JsonProperty("Kept")
  KEPT,
  /** It is gone: pods that are started on other nodes cannot pull the pinned image. */
  @JsonProperty("Dropped")
  DROPPED
}
