package dev.tagfast.intake;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.TagKey;

/** Which tag a sender means, or why it may not mean it. */
sealed interface Addressed {
  /** This tag, on its canonical host. */
  record To(TagKey key) implements Addressed {}

  /** None that may be looked at. */
  record Refused(Reason reason) implements Addressed {}
}
