package dev.tagfast.intake.source;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.ImageEvent;

/** Whether Tagfast handles an entry. */
public sealed interface Relevance {
  /** The entry names a tag or repository of a listed registry in its sender's scope. */
  record Relevant(ImageEvent event) implements Relevance {}

  /** The entry would be relevant, but must not be looked up. */
  record Refused(Reason reason) implements Relevance {}

  /** The entry is not relevant; it says why itself. */
  record Ignored() implements Relevance {}
}
