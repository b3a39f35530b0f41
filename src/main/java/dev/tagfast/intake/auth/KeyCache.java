package dev.tagfast.intake.auth;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The cached keys of one issuer. It fetches them for the first token, then once an hour, and when a
 * token names a key that is not cached, because issuers rotate keys. It fetches at most every ten
 * seconds, because a stranger can name any key.
 */
final class KeyCache {
  private static final Duration REFRESH_AFTER = Duration.ofHours(1);
  private static final Duration MIN_INTERVAL = Duration.ofSeconds(10);

  /** How long keys stay valid while the issuer does not answer. */
  private static final Duration MAX_AGE = Duration.ofDays(1);

  private final TokenRules.Keys location;
  private final KeyFetcher fetcher;
  private final InstantSource clock;

  private List<JsonWebKey> keys = List.of();
  private @Nullable Instant lastFetch;
  private @Nullable Instant lastAttempt;
  private String lastError = "";

  KeyCache(TokenRules.Keys location, KeyFetcher fetcher, InstantSource clock) {
    this.location = location;
    this.fetcher = fetcher;
    this.clock = clock;
  }

  /**
   * Returns all keys; they include the named key if the issuer has it.
   *
   * @param id the key id of the token; absent if the token names none
   * @throws IOException if the issuer does not answer and the cached keys are too old
   */
  synchronized List<JsonWebKey> keys(Optional<String> id) throws IOException {
    Instant now = clock.instant();
    boolean isMissing =
        id.isPresent() && keys.stream().noneMatch(key -> id.get().equals(key.getKeyId()));
    boolean mayFetch = lastAttempt == null || !now.isBefore(lastAttempt.plus(MIN_INTERVAL));
    if (mayFetch && (isOlderThan(REFRESH_AFTER, now) || isMissing)) {
      fetchKeys(now);
    }
    if (isOlderThan(MAX_AGE, now)) {
      throw new IOException(lastError);
    }
    return keys;
  }

  private boolean isOlderThan(Duration age, Instant now) {
    return lastFetch == null || !now.isBefore(lastFetch.plus(age));
  }

  private void fetchKeys(Instant now) {
    lastAttempt = now;
    try {
      keys = List.copyOf(new JsonWebKeySet(fetcher.get(location)).getJsonWebKeys());
      lastFetch = now;
    } catch (JoseException e) {
      lastError = "what is at " + location.url() + " is no JSON Web Key Set";
    } catch (IOException e) {
      lastError = String.valueOf(e.getMessage());
    }
  }
}
