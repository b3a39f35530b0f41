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
 * The place of one token: fetched when there is none that is good, by one of those who want it; the
 * others wait for that one.
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

  /** Whether a token of this slot answers the challenge. */
  boolean isFor(Challenge.Bearer other, String otherScope) {
    return challenge.realm().equals(other.realm())
        && challenge.service().equals(other.service())
        && scope.equals(otherScope);
  }

  /** A token that is good by its own word. */
  Token get(InstantSource clock, Deadline deadline) throws RetryableFailure, PermanentFailure {
    return renewed(Optional.empty(), clock, deadline);
  }

  /**
   * A token that is good and is not the one that the registry just refused.
   *
   * @param refused the header it was in
   */
  Token renewed(Optional<String> refused, InstantSource clock, Deadline deadline)
      throws RetryableFailure, PermanentFailure {
    fetching.lock();
    try {
      Token held = token;
      if (held == null
          || !held.isGood(clock.instant())
          || refused.filter(held.header()::equals).isPresent()) {
        held = fetcher.fetch(challenge, scope, writes, credential, deadline);
        token = held;
      }
      return held;
    } finally {
      fetching.unlock();
    }
  }
}
