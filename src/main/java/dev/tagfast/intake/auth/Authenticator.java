package dev.tagfast.intake.auth;

import dev.tagfast.intake.auth.AuthenticationResult.Admitted;
import dev.tagfast.intake.auth.AuthenticationResult.Denied;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Compares what a caller shows with what its door wants to see. */
@ApplicationScoped
public class Authenticator {
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";

  private final TokenVerifier verifier;

  /** Verifies tokens with these. */
  public Authenticator(TokenVerifier verifier) {
    this.verifier = verifier;
  }

  /**
   * Whether a caller may come in. Never called on an event loop: it may read a file, or ask an
   * issuer.
   *
   * @param setting what the door's settings begin with, {@code tagfast.sources.ci}
   */
  public AuthenticationResult admit(
      AuthenticationMethod authentication, PresentedCredentials credentials, String setting) {
    return switch (authentication) {
      case AuthenticationMethod.Open() -> new Admitted();
      case AuthenticationMethod.Closed() ->
          new Denied(
              "the events door is closed to everybody until tagfast.events.auth is set: to"
                  + " `header`, with tagfast.events.secret, to `oidc`, or to `none`, which trusts"
                  + " everybody");
      case AuthenticationMethod.ByHeader(String header, Secrets secrets) ->
          admitted(
              credentials.headers().all(header).stream()
                  .anyMatch(value -> isSecret(secrets, value)),
              "the header `" + header + "` must carry the secret of " + setting + ".secret");
      case AuthenticationMethod.BySignature(Hmac hmac, List<String> headers, Secrets secrets) ->
          admitted(
              headers.stream()
                  .flatMap(header -> credentials.headers().all(header).stream())
                  .anyMatch(
                      value ->
                          secrets.any(secret -> secret.signed(hmac, credentials.body(), value))),
              "the header "
                  + String.join(" or ", headers)
                  + " must carry the body's HMAC-"
                  + hmac
                  + " with the secret of "
                  + setting
                  + ".secret");
      case AuthenticationMethod.ByPath(Secrets secrets) ->
          admitted(
              credentials.pathSecret().filter(said -> secrets.any(it -> it.is(said))).isPresent(),
              "the path must end with the secret of " + setting + ".secret");
      case AuthenticationMethod.ByQuery(String parameter, Secrets secrets) ->
          admitted(
              credentials.query().getOrDefault(parameter, List.of()).stream()
                  .anyMatch(said -> secrets.any(it -> it.is(said))),
              "the query parameter `"
                  + parameter
                  + "` must carry the secret of "
                  + setting
                  + ".secret");
      case AuthenticationMethod.ByToken(TokenRules rules) ->
          credentials.headers().all("Authorization").stream()
              .flatMap(value -> after(BEARER, value).stream())
              .findFirst()
              .map(token -> verifier.admit(rules, token))
              .orElse(new Denied("the header `Authorization` must be `Bearer ` and a token"));
    };
  }

  private static AuthenticationResult admitted(boolean isKnown, String otherwise) {
    return isKnown ? new Admitted() : new Denied(otherwise);
  }

  /** As the whole value, after {@code Bearer}, or as the password or all of {@code Basic}. */
  private static boolean isSecret(Secrets secrets, String value) {
    Optional<String> bearer = after(BEARER, value);
    Optional<String> basic = after(BASIC, value).flatMap(Authenticator::decoded);
    Optional<String> password =
        basic
            .filter(pair -> pair.indexOf(':') >= 0)
            .map(pair -> pair.substring(pair.indexOf(':') + 1));
    return secrets.any(
        secret ->
            secret.is(value)
                | bearer.filter(secret::is).isPresent()
                | basic.filter(secret::is).isPresent()
                | password.filter(secret::is).isPresent());
  }

  private static Optional<String> after(String scheme, String value) {
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
