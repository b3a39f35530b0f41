package dev.tagfast.intake;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.ImageEvent;

/** Whether what a sender tells is a matter for us. */
sealed interface Matter {
  /** Something to look at, at a listed registry that its sender may speak of. */
  record Ours(ImageEvent event) implements Matter {}

  /** It would be, but may not be looked at. */
  record Refused(Reason reason) implements Matter {}

  /** It is not; the entry says why. */
  record Ignored() implements Matter {}
}
