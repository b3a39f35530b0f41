package dev.tagfast.registry.token;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.config.Origin;
import dev.tagfast.registry.credential.Credential;
import dev.tagfast.registry.http.AllowedHosts;
import dev.tagfast.registry.http.Deadline;
import dev.tagfast.registry.http.HttpRequest;
import dev.tagfast.registry.http.HttpResponse;
import dev.tagfast.registry.http.HttpTransport;
import dev.tagfast.registry.http.PermanentFailure;
import dev.tagfast.registry.http.Retries;
import dev.tagfast.registry.http.RetryAfter;
import dev.tagfast.registry.http.RetryableFailure;
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
record TokenFetcher(ListedRegistry registry, HttpTransport transport, InstantSource clock) {
  private static final JsonMapper JSON = new JsonMapper();
  // RFC 6750, b64token, and what registries really send; no character that could end a header.
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
  private static final Duration DEFAULT_LIFE = Duration.ofSeconds(60);
  private static final Duration MAX_LIFE = Duration.ofDays(1);
  private static final Duration MAX_MARGIN = Duration.ofSeconds(10);

  /**
   * Fetches a token.
   *
   * @param scope empty: a token for nothing, which proves that the credential is good
   * @throws PermanentFailure if the realm is not listed, or refuses the credential
   * @throws RetryableFailure if the realm could not be asked
   */
  Token fetch(
      Challenge.Bearer challenge,
      String scope,
      boolean writes,
      Optional<Credential> credential,
      Deadline deadline)
      throws RetryableFailure, PermanentFailure {
    URI realm = realm(challenge);
    new AllowedHosts(registry).checkRealm(realm);
    String query =
        challenge.service().map(service -> "service=" + encoded(service) + "&").orElse("")
            + (scope.isEmpty() ? "" : "scope=" + encoded(scope));
    HttpResponse response = transport.send(request(realm, query, credential), deadline);
    if (Retries.isRetryable(response.status())) {
      throw new RetryableFailure(
          "got no token: " + Origin.of(realm) + " answered " + response.status(),
          RetryAfter.of(response, clock.instant()));
    }
    if (response.status() != 200) {
      throw new PermanentFailure(
          "got no token: %s answered %d to %s; see %s"
              .formatted(
                  Origin.of(realm),
                  response.status(),
                  credential.isPresent() ? "the configured credential" : "a request without one",
                  registry.setting(writes ? "push-credentials" : "credentials")));
    }
    return token(realm, response);
  }

  private URI realm(Challenge.Bearer challenge) throws PermanentFailure {
    try {
      return URI.create(challenge.realm());
    } catch (IllegalArgumentException e) {
      throw new PermanentFailure("was sent for a token to something that is not an address");
    }
  }

  private static HttpRequest request(URI realm, String query, Optional<Credential> credential) {
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

  private static HttpRequest get(URI realm, String query, Optional<String> authorization) {
    String separator = realm.getRawQuery() == null ? "?" : "&";
    return new HttpRequest(
        "GET",
        URI.create(realm + separator + query),
        "application/json",
        authorization,
        Optional.empty());
  }

  private static HttpRequest post(URI realm, String form) {
    HttpRequest.Body body =
        new HttpRequest.Body(
            "application/x-www-form-urlencoded", form.getBytes(StandardCharsets.US_ASCII));
    return new HttpRequest("POST", realm, "application/json", Optional.empty(), Optional.of(body));
  }

  private Token token(URI realm, HttpResponse response) throws RetryableFailure {
    JsonNode json = json(realm, response);
    String text = json.path("token").asText("");
    String value = text.isEmpty() ? json.path("access_token").asText("") : text;
    if (!TOKEN.matcher(value).matches()) {
      throw noToken(realm);
    }
    long seconds = json.path("expires_in").asLong(DEFAULT_LIFE.toSeconds());
    Duration life = Duration.ofSeconds(Math.clamp(seconds, 0, MAX_LIFE.toSeconds()));
    Duration quarter = life.dividedBy(4);
    Duration margin = quarter.compareTo(MAX_MARGIN) < 0 ? quarter : MAX_MARGIN;
    // Counted from our own clock: issued_at is from another one.
    return new Token(value, clock.instant().plus(life).minus(margin));
  }

  private static JsonNode json(URI realm, HttpResponse response) throws RetryableFailure {
    try {
      return JSON.readTree(response.body());
    } catch (JacksonException e) {
      throw noToken(realm);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  private static RetryableFailure noToken(URI realm) {
    return new RetryableFailure(
        "got no token: " + Origin.of(realm) + " answered 200 without one", Optional.empty());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
