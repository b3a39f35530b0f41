package dev.tagfast.intake.source;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.TagKey;

/** Which tag a sender means, or why it may not mean it. */
sealed interface TagLocation {
  /** This tag, on its canonical host. */
  record To(TagKey key) implements TagLocation {}

  /** None that may be looked at. */
  record Refused(Reason reason) implements TagLocation {}
}
