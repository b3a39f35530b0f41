package dev.tagfast.resolve;

import java.time.Duration;
import java.util.Optional;

/** The result of looking at a tag: a {@link Sighting}, or the reason why there is none. */
public sealed interface Look permits Sighting, Look.Unanswered, Look.NotListed {
  /**
   * The registry could not be asked. Nothing is decided; the event is tried again.
   *
   * @param why for people
   * @param retryAfter what the registry asked for, if it did
   */
  record Unanswered(String why, Optional<Duration> retryAfter) implements Look {}

  /**
   * The operator did not list the registry, so it was not asked.
   *
   * @param host the canonical host of the registry
   */
  record NotListed(String host) implements Look {}
}
