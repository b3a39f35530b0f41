package dev.tagfast.admission;

import dev.tagfast.image.Digest;
import dev.tagfast.settings.Settings.FailureMode;

/** What ledger, policies and registry say of an image that a review names. */
public sealed interface ImageKnowledge {
  /**
   * The tag is held to this digest, or shows it.
   *
   * @param digest what is to run
   * @param warning for people; empty: there is nothing to say
   */
  record Shows(Digest digest, String warning) implements ImageKnowledge {}

  /** It is left as it is: its digest is free, or the policy ignores its tag. */
  record Free() implements ImageKnowledge {}

  /**
   * It is pinned to a digest that an overwrite of its tag showed and nobody accepted.
   *
   * @param why the verdict and the way out
   */
  record Quarantined(String why) implements ImageKnowledge {}

  /**
   * There is no such tag, or its registry is not listed. The kubelet says the rest.
   *
   * @param why for people
   */
  record Unknown(String why) implements ImageKnowledge {}

  /**
   * It could not be found out.
   *
   * @param why for people: what happened, and what to do
   * @param fail what becomes of it
   */
  record CouldNotAsk(String why, FailureMode fail) implements ImageKnowledge {}
}
