package dev.tagfast.intake.source;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.ImageEvent;

/** Whether what a sender tells is a matter for us. */
public sealed interface Relevance {
  /** Something to look at, at a listed registry that its sender may speak of. */
  record Ours(ImageEvent event) implements Relevance {}

  /** It would be, but may not be looked at. */
  record Refused(Reason reason) implements Relevance {}

  /** It is not; the entry says why. */
  record Ignored() implements Relevance {}
}
