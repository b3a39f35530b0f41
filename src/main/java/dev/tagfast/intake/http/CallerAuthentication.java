package dev.tagfast.intake.http;

import dev.tagfast.intake.auth.AuthenticationMethod;
import dev.tagfast.intake.auth.AuthenticationResult;
import dev.tagfast.intake.auth.Authenticator;
import dev.tagfast.intake.auth.PresentedCredentials;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Authenticates the caller of a door. It answers an unauthenticated caller with the reason, and
 * logs it for the operator.
 */
@ApplicationScoped
public class CallerAuthentication {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final Authenticator authenticator;
  private final RefusedCallersLog refusedCallers;

  public CallerAuthentication(Authenticator authenticator, RefusedCallersLog refusedCallers) {
    this.authenticator = authenticator;
    this.refusedCallers = refusedCallers;
  }

  /**
   * Returns if the caller is authenticated. It must not run on an event loop.
   *
   * @param door the path of the door, without a secret
   * @param setting the prefix of the door's settings
   * @throws RequestRefused with 401 if the caller is not authenticated, with 503 if the issuer's
   *     keys are unavailable
   */
  public void check(
      AuthenticationMethod authentication,
      PresentedCredentials credentials,
      String door,
      String setting) {
    switch (authenticator.authenticate(authentication, credentials, setting)) {
      case AuthenticationResult.Authenticated() -> {}
      case AuthenticationResult.Denied(String detail) -> {
        refusedCallers.log(door, detail);
        throw new RequestRefused(ProblemDetail.unauthorized(detail));
      }
      case AuthenticationResult.KeysUnavailable(String detail) ->
          throw new RequestRefused(ProblemDetail.tryLater(detail, RETRY_AFTER));
    }
  }
}
