package dev.tagfast.admission;

import dev.tagfast.image.ImageReference;

/** What becomes of an image. */
public sealed interface ImageVerdict {
  /**
   * It is written with its digest.
   *
   * @param warning for people; empty: there is nothing to say
   */
  record Pin(ImageReference to, String warning) implements ImageVerdict {}

  /**
   * It stays as it is written.
   *
   * @param warning for people; empty: there is nothing to say
   */
  record Leave(String warning) implements ImageVerdict {}

  /**
   * The object is refused.
   *
   * @param message for people: which image, why, and the way out
   */
  record Refuse(String message) implements ImageVerdict {}
}
