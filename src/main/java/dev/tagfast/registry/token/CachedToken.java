package dev.tagfast.registry.token;

import dev.tagfast.registry.credential.Credential;
import dev.tagfast.registry.http.Deadline;
import dev.tagfast.registry.http.PermanentFailure;
import dev.tagfast.registry.http.RetryableFailure;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A cached token that is fetched again when it is not valid. One thread fetches; the others wait
 * for it.
 */
final class CachedToken {
  private final ReentrantLock fetching = new ReentrantLock();
  private final TokenFetcher fetcher;
  private final Challenge.Bearer challenge;
  private final String scope;
  private final boolean writes;
  private final Optional<Credential> credential;
  private @Nullable Token token;

  CachedToken(
      TokenFetcher fetcher,
      Challenge.Bearer challenge,
      String scope,
      boolean writes,
      Optional<Credential> credential) {
    this.fetcher = fetcher;
    this.challenge = challenge;
    this.scope = scope;
    this.writes = writes;
    this.credential = credential;
  }

  /** Whether this token answers the challenge. */
  boolean answers(Challenge.Bearer other, String otherScope) {
    return challenge.realm().equals(other.realm())
        && challenge.service().equals(other.service())
        && scope.equals(otherScope);
  }

  /** A token that has not expired. */
  Token get(InstantSource clock, Deadline deadline) throws RetryableFailure, PermanentFailure {
    return renewed(Optional.empty(), clock, deadline);
  }

  /**
   * A token that has not expired and is not the one that the registry just refused.
   *
   * @param refused the header with the refused token
   */
  Token renewed(Optional<String> refused, InstantSource clock, Deadline deadline)
      throws RetryableFailure, PermanentFailure {
    fetching.lock();
    try {
      Token current = token;
      if (current == null
          || !current.isGood(clock.instant())
          || refused.filter(current.header()::equals).isPresent()) {
        current = fetcher.fetch(challenge, scope, writes, credential, deadline);
        token = current;
      }
      return current;
    } finally {
      fetching.unlock();
    }
  }
}
