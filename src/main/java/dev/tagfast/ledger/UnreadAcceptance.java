package dev.tagfast.ledger;

import dev.tagfast.image.UntrustedText;

/**
 * An acceptance that a person wrote and Tagfast does not understand. It accepts nothing, and the
 * person is told so.
 *
 * @param place where it stands: {@code spec.accept} or the annotation
 * @param text as written, cleaned and cut
 * @param problem what is wrong with it and what to write, a sentence
 */
public record UnreadAcceptance(String place, String text, String problem) {
  private static final int LONGEST_TEXT = 100;
  private static final int LONGEST_PROBLEM = 253;

  /** Cleans and cuts the texts. */
  public UnreadAcceptance {
    text = UntrustedText.clean(text, LONGEST_TEXT);
    problem = UntrustedText.clean(problem, LONGEST_PROBLEM);
  }

  /** Where what was written, and what is wrong with it: two sentences. */
  public String sentence() {
    return "%s says \"%s\". %s".formatted(place, text, problem);
  }

  /** Whether it is this text at this place. */
  public boolean isOf(String otherPlace, String written) {
    return place.equals(otherPlace) && text.equals(UntrustedText.clean(written, LONGEST_TEXT));
  }
}
