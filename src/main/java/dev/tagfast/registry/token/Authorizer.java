package dev.tagfast.registry.token;

import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.credential.Credential;
import dev.tagfast.registry.http.Deadline;
import dev.tagfast.registry.http.FailureMessages;
import dev.tagfast.registry.http.HttpResponse;
import dev.tagfast.registry.http.HttpTransport;
import dev.tagfast.registry.http.PermanentFailure;
import dev.tagfast.registry.http.RegistryRequest;
import dev.tagfast.registry.http.RetryableFailure;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Provides the {@code Authorization} header for the requests to one registry. What the registry
 * accepted is sent first the next time, so that a warm question costs one request.
 */
public final class Authorizer {
  /** More than a function asks for within a token's life. Beyond it the whole cache is cleared. */
  private static final int MAX_TOKENS = 1_000;

  private final ListedRegistry registry;
  private final TokenFetcher fetcher;
  private final InstantSource clock;
  private final Map<TokenKey, CachedToken> tokens = new ConcurrentHashMap<>();
  private volatile boolean useBasic;

  /** The key of a cached token. */
  private record TokenKey(String scope, Optional<Credential> credential) {}

  public Authorizer(ListedRegistry registry, HttpTransport transport, InstantSource clock) {
    this.registry = registry;
    this.fetcher = new TokenFetcher(registry, transport, clock);
    this.clock = clock;
  }

  /** The header to send before the registry asks for one; empty: none is known yet. */
  public Optional<String> cachedHeader(RegistryRequest request, Deadline deadline)
      throws RetryableFailure {
    Optional<Credential> credential = credential(request);
    CachedToken cached = tokens.get(new TokenKey(request.scope(), credential));
    if (cached == null) {
      return useBasic ? credential.flatMap(Authorizer::basicHeader) : Optional.empty();
    }
    try {
      return Optional.of(cached.get(clock, deadline).header());
    } catch (PermanentFailure e) {
      // The realm may have moved; the registry's next challenge names the new one.
      tokens.remove(new TokenKey(request.scope(), credential));
      return Optional.empty();
    }
  }

  /**
   * The header to send after a 401.
   *
   * @param refused the header that the registry refused
   * @throws PermanentFailure if there is no other header to send; the message names the setting
   */
  public String answerChallenge(
      RegistryRequest request, HttpResponse response, Optional<String> refused, Deadline deadline)
      throws RetryableFailure, PermanentFailure {
    Optional<Credential> credential = credential(request);
    if (request.writes() && credential.isEmpty()) {
      // An anonymous token would be refused by the next request.
      throw new FailureMessages(registry).credentials(request, response);
    }
    List<Challenge> challenges = Challenge.parse(response.all("WWW-Authenticate"));
    for (Challenge challenge : challenges) {
      switch (challenge) {
        case Challenge.Bearer bearer -> {
          return token(request, bearer, credential, refused, deadline);
        }
        case Challenge.Basic() -> {
          Optional<String> header = credential.flatMap(Authorizer::basicHeader);
          if (header.isPresent() && !header.equals(refused)) {
            useBasic = true;
            return header.get();
          }
        }
      }
    }
    throw new FailureMessages(registry).credentials(request, response);
  }

  private String token(
      RegistryRequest request,
      Challenge.Bearer bearer,
      Optional<Credential> credential,
      Optional<String> refused,
      Deadline deadline)
      throws RetryableFailure, PermanentFailure {
    if (tokens.size() >= MAX_TOKENS) {
      tokens.clear();
    }
    TokenKey tokenKey = new TokenKey(request.scope(), credential);
    // The registry's own scope comes first: the tokens of a proxy name the upstream's repository.
    String scope = bearer.scope().orElse(request.scope());
    CachedToken cached =
        tokens.compute(
            tokenKey,
            (key, old) ->
                old != null && old.answers(bearer, scope)
                    ? old
                    : new CachedToken(fetcher, bearer, scope, request.writes(), credential));
    try {
      return cached.renewed(refused, clock, deadline).header();
    } catch (PermanentFailure e) {
      tokens.remove(tokenKey, cached);
      throw e;
    }
  }

  private Optional<Credential> credential(RegistryRequest request) {
    return registry.credential(request.repository().path(), request.writes());
  }

  static Optional<String> basicHeader(Credential credential) {
    return switch (credential) {
      case Credential.UserAndPassword pair -> Optional.of(pair.header());
      case Credential.IdentityToken token -> Optional.empty();
    };
  }
}
