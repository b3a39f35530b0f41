package dev.tagfast.registry;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The {@code Authorization} header for one registry's questions. What worked is tried first the
 * next time, so that a warm question costs one request.
 */
final class Authorizer {
  /** More than one function ever asks about within a token's life; then all are forgotten. */
  private static final int MOST_SLOTS = 1_000;

  private final ListedRegistry registry;
  private final BearerTokens tokens;
  private final InstantSource clock;
  private final Map<Wanted, TokenSlot> slots = new ConcurrentHashMap<>();
  private volatile boolean basic;

  /** What a token is bound to, besides the registry. */
  private record Wanted(String scope, Optional<Credential> credential) {}

  Authorizer(ListedRegistry registry, Wire wire, InstantSource clock) {
    this.registry = registry;
    this.tokens = new BearerTokens(registry, wire, clock);
    this.clock = clock;
  }

  /** What to send before being asked; nothing where the registry was not met yet. */
  Optional<String> remembered(Question question, Deadline deadline) throws NoAnswer {
    Optional<Credential> credential = credential(question);
    TokenSlot slot = slots.get(new Wanted(question.scope(), credential));
    if (slot == null) {
      return basic ? credential.flatMap(Authorizer::basicHeader) : Optional.empty();
    }
    try {
      return Optional.of(slot.get(clock, deadline).header());
    } catch (Refusal e) {
      // The realm may have moved; the registry's next challenge says where to.
      slots.remove(new Wanted(question.scope(), credential));
      return Optional.empty();
    }
  }

  /**
   * What to send after a 401.
   *
   * @param tried what was sent, and refused
   * @throws Refusal if there is nothing better to send; it says which setting to look at
   */
  String challenged(Question question, HttpReply reply, Optional<String> tried, Deadline deadline)
      throws NoAnswer, Refusal {
    Optional<Credential> credential = credential(question);
    if (question.writes() && credential.isEmpty()) {
      // An anonymous token would only be refused one request later.
      throw new Refusals(registry).credentials(question, reply);
    }
    List<Challenge> challenges = Challenge.parse(reply.all("WWW-Authenticate"));
    for (Challenge challenge : challenges) {
      switch (challenge) {
        case Challenge.Bearer bearer -> {
          return token(question, bearer, credential, tried, deadline);
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
    throw new Refusals(registry).credentials(question, reply);
  }

  private String token(
      Question question,
      Challenge.Bearer bearer,
      Optional<Credential> credential,
      Optional<String> tried,
      Deadline deadline)
      throws NoAnswer, Refusal {
    if (slots.size() >= MOST_SLOTS) {
      slots.clear();
    }
    Wanted wanted = new Wanted(question.scope(), credential);
    // The registry knows best what it calls the repository: a proxy's tokens name the upstream's.
    String scope = bearer.scope().orElse(question.scope());
    TokenSlot slot =
        slots.compute(
            wanted,
            (key, old) ->
                old != null && old.isFor(bearer, scope)
                    ? old
                    : new TokenSlot(tokens, bearer, scope, question.writes(), credential));
    try {
      return slot.renewed(tried, clock, deadline).header();
    } catch (Refusal e) {
      slots.remove(wanted, slot);
      throw e;
    }
  }

  private Optional<Credential> credential(Question question) {
    return registry.credential(question.repository().path(), question.writes());
  }

  private static Optional<String> basicHeader(Credential credential) {
    return switch (credential) {
      case Credential.UserAndPassword pair -> Optional.of(pair.header());
      case Credential.IdentityToken token -> Optional.empty();
    };
  }
}
