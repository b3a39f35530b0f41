package dev.tagfast.registry;

import java.time.Duration;
import java.util.Optional;

/**
 * The answer of a registry. "Does not exist" ({@link Absent}) is an answer; the other cases say why
 * there is none.
 *
 * @param <T> what was asked for
 */
public sealed interface RegistryAnswer<T> {
  /** The registry has it. */
  record Found<T>(T value) implements RegistryAnswer<T> {}

  /** The registry has no such manifest or repository: GET is answered 404, not HEAD alone. */
  record Absent<T>() implements RegistryAnswer<T> {}

  /**
   * The registry refused the credentials, also after authentication (401, 403), or refused the
   * manifest (other 4xx).
   *
   * @param why for people: the request, the registry and the status; never a credential
   */
  record Denied<T>(String why) implements RegistryAnswer<T> {}

  /**
   * The registry could not be asked, or did not answer as a registry does: network, time-out, 429
   * or 5xx after all attempts, a page instead of a manifest, bytes of another digest.
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
