package dev.tagfast.registry;

import java.time.Duration;
import java.util.Optional;

/**
 * What a registry answered. "Not there" ({@link Absent}) is an answer; that it could not be asked
 * is one of the others.
 *
 * @param <T> what was asked for
 */
public sealed interface RegistryAnswer<T> {
  /** It is there. */
  record Found<T>(T value) implements RegistryAnswer<T> {}

  /** The registry has no such manifest or repository: GET is answered 404, not HEAD alone. */
  record Absent<T>() implements RegistryAnswer<T> {}

  /**
   * The registry refused the request, also after authentication (401, 403), or the manifest (other
   * 4xx).
   *
   * @param why for people: what was asked, of whom, the status; never a credential
   */
  record Denied<T>(String why) implements RegistryAnswer<T> {}

  /**
   * The registry could not be asked, or what came is no answer of a registry: network, time-out,
   * 429 and 5xx after all attempts, a page instead of a manifest, bytes of another digest.
   *
   * @param why for people
   * @param retryAfter what the registry asked for, if it did
   */
  record Unavailable<T>(String why, Optional<Duration> retryAfter) implements RegistryAnswer<T> {}

  /**
   * The operator did not list this host, so it was not asked (invariant 5).
   *
   * @param host canonical host of the repository
   */
  record NotListed<T>(String host) implements RegistryAnswer<T> {}
}
