package dev.tagfast.ledger.approval;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tagfast.image.EnumWords;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** How an approval stands, shown in the column {@code STATE} of {@code kubectl get}. */
@RegisterForReflection
public enum ApprovalState {
  /** It counts once, when the tag shows its digest. */
  @JsonProperty("Waiting")
  WAITING,
  /** It let its digest in. */
  @JsonProperty("Used")
  USED,
  /** Its time ended before the tag showed its digest. */
  @JsonProperty("Expired")
  EXPIRED,
  /** It cannot be understood, and accepts nothing. */
  @JsonProperty("Invalid")
  INVALID;

  /** The word as people read it. */
  public String word() {
    return EnumWords.word(this);
  }
}
