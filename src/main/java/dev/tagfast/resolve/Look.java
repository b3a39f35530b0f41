package dev.tagfast.resolve;

import java.time.Duration;
import java.util.Optional;

/** What came of looking at a tag: a {@link Sighting}, or that it could not be looked at. */
public sealed interface Look permits Sighting, Look.Unanswered, Look.NotListed {
  /**
   * The registry could not be asked. Nothing follows from that but trying again.
   *
   * @param why for people
   * @param retryAfter what the registry asked for, if it did
   */
  record Unanswered(String why, Optional<Duration> retryAfter) implements Look {}

  /**
   * The operator did not list the registry: it was not asked.
   *
   * @param host its host
   */
  record NotListed(String host) implements Look {}
}
