package dev.tagfast.intake.auth;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/**
 * The cached keys of one issuer. It fetches them for the first token, then once an hour, and when a
 * token names a key that is not cached, because issuers rotate keys. It fetches at most every ten
 * seconds, because a stranger can name any key, and for one caller at a time.
 */
final class KeyCache {
  private static final Duration REFRESH_AFTER = Duration.ofHours(1);
  private static final Duration MIN_INTERVAL = Duration.ofSeconds(10);

  /** How long keys stay valid while the issuer does not answer. */
  private static final Duration MAX_AGE = Duration.ofDays(1);

  private final TokenRules.Keys location;
  private final KeyFetcher fetcher;
  private final InstantSource clock;

  private final ReentrantLock fetching = new ReentrantLock();
  private volatile Fetched fetched = new Fetched(List.of(), Optional.empty());
  private volatile Optional<Instant> lastAttempt = Optional.empty();
  private volatile String lastError = "";

  KeyCache(TokenRules.Keys location, KeyFetcher fetcher, InstantSource clock) {
    this.location = location;
    this.fetcher = fetcher;
    this.clock = clock;
  }

  /**
   * The keys of the last fetch that succeeded.
   *
   * @param at empty: none did
   */
  private record Fetched(List<JsonWebKey> keys, Optional<Instant> at) {
    boolean has(Optional<String> id) {
      return id.isEmpty() || keys.stream().anyMatch(key -> id.get().equals(key.getKeyId()));
    }

    boolean isOlderThan(Duration age, Instant now) {
      return at.map(then -> !now.isBefore(then.plus(age))).orElse(true);
    }
  }

  /**
   * Returns all keys; they include the named key if the issuer has it. A caller whose key is known
   * never waits. Of those whose key is unknown, one waits: strangers name unknown keys, and their
   * requests would occupy all threads while the issuer is silent.
   *
   * @param id the key id of the token; absent if the token names none
   * @throws IOException if the issuer does not answer and the cached keys are too old, or is being
   *     asked already and may have the key
   */
  List<JsonWebKey> keys(Optional<String> id) throws IOException {
    Instant now = clock.instant();
    Fetched known = fetched;
    if (known.isOlderThan(MAX_AGE, now)) {
      return firstKeys(id);
    }
    if (!known.has(id)) {
      return keysWithUnknown(id, now);
    }
    if (known.isOlderThan(REFRESH_AFTER, now) && mayFetch(now) && !fetching.isLocked()) {
      Thread.ofVirtual().name("refresh-keys").start(() -> refreshUnlessInProgress(id));
    }
    return known.keys();
  }

  /** Without keys no token can be verified, so everybody waits for the same fetch. */
  private List<JsonWebKey> firstKeys(Optional<String> id) throws IOException {
    fetching.lock();
    try {
      refresh(id);
    } finally {
      fetching.unlock();
    }
    if (fetched.isOlderThan(MAX_AGE, clock.instant())) {
      throw new IOException(lastError);
    }
    return fetched.keys();
  }

  private List<JsonWebKey> keysWithUnknown(Optional<String> id, Instant now) throws IOException {
    boolean inProgress = mayFetch(now) ? !refreshUnlessInProgress(id) : fetching.isLocked();
    if (inProgress && !fetched.has(id)) {
      throw new IOException(location.url() + " is being asked for a key that is not known yet");
    }
    return fetched.keys();
  }

  private boolean refreshUnlessInProgress(Optional<String> id) {
    if (!fetching.tryLock()) {
      return false;
    }
    try {
      refresh(id);
      return true;
    } finally {
      fetching.unlock();
    }
  }

  private void refresh(Optional<String> id) {
    Instant now = clock.instant();
    boolean wanted = fetched.isOlderThan(REFRESH_AFTER, now) || !fetched.has(id);
    if (wanted && mayFetch(now)) {
      lastAttempt = Optional.of(now);
      fetchKeys(now);
    }
  }

  /** A clock that was set back must not stop the fetches until it is there again. */
  private boolean mayFetch(Instant now) {
    return lastAttempt
        .map(last -> now.isBefore(last) || !now.isBefore(last.plus(MIN_INTERVAL)))
        .orElse(true);
  }

  private void fetchKeys(Instant now) {
    try {
      fetched =
          new Fetched(
              List.copyOf(new JsonWebKeySet(fetcher.get(location)).getJsonWebKeys()),
              Optional.of(now));
    } catch (JoseException e) {
      lastError = "what is at " + location.url() + " is no JSON Web Key Set";
    } catch (IOException e) {
      lastError = String.valueOf(e.getMessage());
    }
  }
}
