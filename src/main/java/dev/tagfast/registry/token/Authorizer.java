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
 * The {@code Authorization} header for one registry's questions. What worked is tried first the
 * next time, so that a warm question costs one request.
 */
public final class Authorizer {
  /** More than one function ever asks about within a token's life; then all are forgotten. */
  private static final int MOST_SLOTS = 1_000;

  private final ListedRegistry registry;
  private final TokenFetcher fetcher;
  private final InstantSource clock;
  private final Map<Wanted, CachedToken> slots = new ConcurrentHashMap<>();
  private volatile boolean basic;

  /** What a token is bound to, besides the registry. */
  private record Wanted(String scope, Optional<Credential> credential) {}

  public Authorizer(ListedRegistry registry, HttpTransport transport, InstantSource clock) {
    this.registry = registry;
    this.fetcher = new TokenFetcher(registry, transport, clock);
    this.clock = clock;
  }

  /** What to send before being asked; nothing where the registry was not met yet. */
  public Optional<String> remembered(RegistryRequest request, Deadline deadline)
      throws RetryableFailure {
    Optional<Credential> credential = credential(request);
    CachedToken cached = slots.get(new Wanted(request.scope(), credential));
    if (cached == null) {
      return basic ? credential.flatMap(Authorizer::basicHeader) : Optional.empty();
    }
    try {
      return Optional.of(cached.get(clock, deadline).header());
    } catch (PermanentFailure e) {
      // The realm may have moved; the registry's next challenge says where to.
      slots.remove(new Wanted(request.scope(), credential));
      return Optional.empty();
    }
  }

  /**
   * What to send after a 401.
   *
   * @param tried what was sent, and refused
   * @throws PermanentFailure if there is nothing better to send; it says which setting to look at
   */
  public String challenged(
      RegistryRequest request, HttpResponse response, Optional<String> tried, Deadline deadline)
      throws RetryableFailure, PermanentFailure {
    Optional<Credential> credential = credential(request);
    if (request.writes() && credential.isEmpty()) {
      // An anonymous token would only be refused one request later.
      throw new FailureMessages(registry).credentials(request, response);
    }
    List<Challenge> challenges = Challenge.parse(response.all("WWW-Authenticate"));
    for (Challenge challenge : challenges) {
      switch (challenge) {
        case Challenge.Bearer bearer -> {
          return token(request, bearer, credential, tried, deadline);
        }
        case Challenge.Basic() -> {
          Optional<String> header = credential.flatMap(Authorizer::basicHeader);
          if (header.isPresent() && !header.equals(tried)) {
            basic = true;
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
      Optional<String> tried,
      Deadline deadline)
      throws RetryableFailure, PermanentFailure {
    if (slots.size() >= MOST_SLOTS) {
      slots.clear();
    }
    Wanted wanted = new Wanted(request.scope(), credential);
    // The registry knows best what it calls the repository: a proxy's tokens name the upstream's.
    String scope = bearer.scope().orElse(request.scope());
    CachedToken cached =
        slots.compute(
            wanted,
            (key, old) ->
                old != null && old.isFor(bearer, scope)
                    ? old
                    : new CachedToken(fetcher, bearer, scope, request.writes(), credential));
    try {
      return cached.renewed(tried, clock, deadline).header();
    } catch (PermanentFailure e) {
      slots.remove(wanted, cached);
      throw e;
    }
  }

  private Optional<Credential> credential(RegistryRequest request) {
    return registry.credential(request.repository().path(), request.writes());
  }

  private static Optional<String> basicHeader(Credential credential) {
    return switch (credential) {
      case Credential.UserAndPassword pair -> Optional.of(pair.header());
      case Credential.IdentityToken token -> Optional.empty();
    };
  }
}
