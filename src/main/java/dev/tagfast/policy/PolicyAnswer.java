package dev.tagfast.policy;

/** What the policies answer when asked about one tag. */
public sealed interface PolicyAnswer {
  /** The first matching rule, or the default class. */
  record Treat(Treatment treatment) implements PolicyAnswer {}

  /**
   * A policy that could speak of this tag is invalid. The tag is held: a broken rule never lets a
   * weaker one win.
   *
   * @param policy its name
   * @param why the field and what is wrong with it
   */
  record Broken(String policy, String why) implements PolicyAnswer {}
}
