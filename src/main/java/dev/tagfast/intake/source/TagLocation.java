package dev.tagfast.intake.source;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.TagKey;

/** The result of locating the tag that a sender names. */
sealed interface TagLocation {
  /** The tag, on the registry's canonical host and as the registry stores it. */
  record To(TagKey key) implements TagLocation {}

  /** The tag must not be looked up. */
  record Refused(Reason reason) implements TagLocation {}
}
