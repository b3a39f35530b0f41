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
 * The keys of one issuer. They are asked for when the first token comes, once an hour after that,
 * and when a token names a key that is not among them: issuers rotate. Never more often than every
 * ten seconds, because strangers can name any key.
 */
final class KeyCache {
  private static final Duration FRESH = Duration.ofHours(1);
  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(10);

  /** For so long keys are good while the issuer does not answer. */
  private static final Duration GOOD = Duration.ofDays(1);

  private final TokenRules.Keys where;
  private final KeyFetcher fetch;
  private final InstantSource clock;

  private List<JsonWebKey> keys = List.of();
  private @Nullable Instant fetched;
  private @Nullable Instant asked;
  private String trouble = "";

  KeyCache(TokenRules.Keys where, KeyFetcher fetch, InstantSource clock) {
    this.where = where;
    this.fetch = fetch;
    this.clock = clock;
  }

  /**
   * All keys, with the named one among them if the issuer has it.
   *
   * @param id absent where the token names none
   * @throws IOException if the issuer does not answer and nothing fresh enough is known
   */
  synchronized List<JsonWebKey> keys(Optional<String> id) throws IOException {
    Instant now = clock.instant();
    boolean isMissing =
        id.isPresent() && keys.stream().noneMatch(key -> id.get().equals(key.getKeyId()));
    boolean mayAsk = asked == null || !now.isBefore(asked.plus(AT_MOST_EVERY));
    if (mayAsk && (isOlderThan(FRESH, now) || isMissing)) {
      ask(now);
    }
    if (isOlderThan(GOOD, now)) {
      throw new IOException(trouble);
    }
    return keys;
  }

  private boolean isOlderThan(Duration age, Instant now) {
    return fetched == null || !now.isBefore(fetched.plus(age));
  }

  private void ask(Instant now) {
    asked = now;
    try {
      keys = List.copyOf(new JsonWebKeySet(fetch.get(where)).getJsonWebKeys());
      fetched = now;
    } catch (JoseException e) {
      trouble = "what is at " + where.url() + " is no JSON Web Key Set";
    } catch (IOException e) {
      trouble = String.valueOf(e.getMessage());
    }
  }
}
