package dev.tagfast.cli;

/** A command that cannot do what it was told: the message is a sentence for the person. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refused(String sentence) {
    super(sentence);
  }
}
