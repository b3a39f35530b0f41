package dev.tagfast.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Fetches tokens from the realms that a registry names (distribution, "Token Authentication
 * Specification" and "Oauth2 Token Authentication").
 */
record BearerTokens(ListedRegistry registry, Wire wire, InstantSource clock) {
  private static final JsonMapper JSON = new JsonMapper();
  // RFC 6750, b64token, and what registries really send: nothing that could end a header.
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
  private static final Duration USUAL_LIFE = Duration.ofSeconds(60);
  private static final Duration LONGEST_LIFE = Duration.ofDays(1);
  private static final Duration EARLY = Duration.ofSeconds(10);

  /**
   * @throws Refusal if the realm is not listed, or refuses the credential
   * @throws NoAnswer if it could not be asked
   */
  Token fetch(
      Challenge.Bearer challenge,
      String scope,
      boolean writes,
      Optional<Credential> credential,
      Deadline deadline)
      throws NoAnswer, Refusal {
    URI realm = realm(challenge);
    new Boundary(registry).checkRealm(realm);
    String query =
        challenge.service().map(service -> "service=" + encoded(service) + "&").orElse("")
            + "scope="
            + encoded(scope);
    HttpReply reply = wire.send(ask(realm, query, credential), deadline);
    if (Retries.worthwhile(reply.status())) {
      throw new NoAnswer(
          "got no token: " + Origin.of(realm) + " answered " + reply.status(),
          RetryAfter.of(reply, clock.instant()));
    }
    if (reply.status() != 200) {
      throw new Refusal(
          "got no token: %s answered %d to %s; see %s"
              .formatted(
                  Origin.of(realm),
                  reply.status(),
                  credential.isPresent() ? "the configured credential" : "a request without one",
                  registry.setting(writes ? "push-credentials" : "credentials")));
    }
    return token(realm, reply);
  }

  private URI realm(Challenge.Bearer challenge) throws Refusal {
    try {
      return URI.create(challenge.realm());
    } catch (IllegalArgumentException e) {
      throw new Refusal("was sent for a token to something that is not an address");
    }
  }

  private static HttpAsk ask(URI realm, String query, Optional<Credential> credential) {
    return switch (credential.orElse(null)) {
      case null -> get(realm, query, Optional.empty());
      case Credential.UserAndPassword pair ->
          get(realm, "account=" + encoded(pair.user()) + "&" + query, Optional.of(pair.header()));
      case Credential.IdentityToken identity ->
          post(
              realm,
              "grant_type=refresh_token&client_id=tagfast&refresh_token="
                  + encoded(identity.refreshToken())
                  + "&"
                  + query);
    };
  }

  private static HttpAsk get(URI realm, String query, Optional<String> authorization) {
    String separator = realm.getRawQuery() == null ? "?" : "&";
    return new HttpAsk(
        "GET",
        URI.create(realm + separator + query),
        "application/json",
        authorization,
        Optional.empty());
  }

  private static HttpAsk post(URI realm, String form) {
    HttpAsk.Body body =
        new HttpAsk.Body(
            "application/x-www-form-urlencoded", form.getBytes(StandardCharsets.US_ASCII));
    return new HttpAsk("POST", realm, "application/json", Optional.empty(), Optional.of(body));
  }

  private Token token(URI realm, HttpReply reply) throws NoAnswer {
    JsonNode json = json(realm, reply);
    String text = json.path("token").asText("");
    String value = text.isEmpty() ? json.path("access_token").asText("") : text;
    if (!TOKEN.matcher(value).matches()) {
      throw noToken(realm);
    }
    long seconds = json.path("expires_in").asLong(USUAL_LIFE.toSeconds());
    Duration life = Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST_LIFE.toSeconds()));
    Duration quarter = life.dividedBy(4);
    Duration early = quarter.compareTo(EARLY) < 0 ? quarter : EARLY;
    // By our own clock: issued_at is by another one.
    return new Token(value, clock.instant().plus(life).minus(early));
  }

  private static JsonNode json(URI realm, HttpReply reply) throws NoAnswer {
    try {
      return JSON.readTree(reply.body());
    } catch (JacksonException e) {
      throw noToken(realm);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  private static NoAnswer noToken(URI realm) {
    return new NoAnswer(
        "got no token: " + Origin.of(realm) + " answered 200 without one", Optional.empty());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
