package dev.tagfast.intake.auth;

import dev.tagfast.intake.auth.AuthenticationResult.Authenticated;
import dev.tagfast.intake.auth.AuthenticationResult.Denied;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Authenticates callers: compares the presented credentials with the method of the door. */
@ApplicationScoped
public class Authenticator {
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";

  private final TokenVerifier verifier;

  public Authenticator(TokenVerifier verifier) {
    this.verifier = verifier;
  }

  /**
   * Authenticates a caller. It may read a file or fetch an issuer's keys, so it must not run on an
   * event loop.
   *
   * @param setting the prefix of the door's settings, for example {@code tagfast.sources.ci}; used
   *     in the detail
   */
  public AuthenticationResult authenticate(
      AuthenticationMethod authentication, PresentedCredentials credentials, String setting) {
    return switch (authentication) {
      case AuthenticationMethod.Open() -> new Authenticated();
      case AuthenticationMethod.Closed() ->
          new Denied(
              "the events door is closed to everybody until tagfast.events.auth is set: to"
                  + " `header`, with tagfast.events.secret, to `oidc`, or to `none`, which trusts"
                  + " everybody");
      case AuthenticationMethod.ByHeader(String header, Secrets secrets) ->
          authenticatedIf(
              credentials.headers().all(header).stream()
                  .anyMatch(value -> carriesSecret(secrets, value)),
              "the header `" + header + "` must carry the secret of " + setting + ".secret");
      case AuthenticationMethod.BySignature(Hmac hmac, List<String> headers, Secrets secrets) ->
          authenticatedIf(
              headers.stream()
                  .flatMap(header -> credentials.headers().all(header).stream())
                  .anyMatch(
                      value ->
                          secrets.anyMatch(
                              secret -> secret.verifies(hmac, credentials.body(), value))),
              "the header "
                  + String.join(" or ", headers)
                  + " must carry the body's HMAC-"
                  + hmac
                  + " with the secret of "
                  + setting
                  + ".secret");
      case AuthenticationMethod.ByPath(Secrets secrets) ->
          authenticatedIf(
              credentials
                  .pathSecret()
                  .filter(presented -> secrets.anyMatch(it -> it.matches(presented)))
                  .isPresent(),
              "the path must end with the secret of " + setting + ".secret");
      case AuthenticationMethod.ByQuery(String parameter, Secrets secrets) ->
          authenticatedIf(
              credentials.query().getOrDefault(parameter, List.of()).stream()
                  .anyMatch(presented -> secrets.anyMatch(it -> it.matches(presented))),
              "the query parameter `"
                  + parameter
                  + "` must carry the secret of "
                  + setting
                  + ".secret");
      case AuthenticationMethod.ByToken(TokenRules rules) ->
          credentials.headers().all("Authorization").stream()
              .flatMap(value -> afterScheme(BEARER, value).stream())
              .findFirst()
              .map(token -> verifier.verify(rules, token))
              .orElse(new Denied("the header `Authorization` must be `Bearer ` and a token"));
    };
  }

  private static AuthenticationResult authenticatedIf(boolean isKnown, String otherwise) {
    return isKnown ? new Authenticated() : new Denied(otherwise);
  }

  /**
   * Whether a header value carries a secret: as the whole value, after {@code Bearer}, or as the
   * password or the whole value of {@code Basic}. It compares all forms, so the time does not
   * reveal which one matched.
   */
  private static boolean carriesSecret(Secrets secrets, String value) {
    Optional<String> bearer = afterScheme(BEARER, value);
    Optional<String> basic = afterScheme(BASIC, value).flatMap(Authenticator::decoded);
    Optional<String> password =
        basic
            .filter(pair -> pair.indexOf(':') >= 0)
            .map(pair -> pair.substring(pair.indexOf(':') + 1));
    return secrets.anyMatch(
        secret ->
            secret.matches(value)
                | bearer.filter(secret::matches).isPresent()
                | basic.filter(secret::matches).isPresent()
                | password.filter(secret::matches).isPresent());
  }

  private static Optional<String> afterScheme(String scheme, String value) {
    return value.regionMatches(true, 0, scheme, 0, scheme.length())
        ? Optional.of(value.substring(scheme.length()).strip())
        : Optional.empty();
  }

  private static Optional<String> decoded(String base64) {
    try {
      return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
