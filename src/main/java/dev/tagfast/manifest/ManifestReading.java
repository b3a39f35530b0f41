package dev.tagfast.manifest;

/** What came of reading bytes that should be a manifest. */
public sealed interface ManifestReading {
  /** They are one. */
  record Understood(ManifestFacts facts) implements ManifestReading {}

  /**
   * They are none, or one that two clients would read differently. Nothing may be decided by them.
   *
   * @param why a sentence without its full stop, for people: what came, and why it is no manifest;
   *     safe to carry, at most a few hundred characters
   */
  record NotUnderstood(String why) implements ManifestReading {}
}
