package dev.tagfast.intake.http;

import dev.tagfast.intake.auth.AuthenticationMethod;
import dev.tagfast.intake.auth.AuthenticationResult;
import dev.tagfast.intake.auth.Authenticator;
import dev.tagfast.intake.auth.PresentedCredentials;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Lets known callers in, and tells the others and the operator what is missing. */
@ApplicationScoped
public class CallerAuthentication {
  private static final Duration LATER = Duration.ofSeconds(10);

  private final Authenticator authenticator;
  private final RefusedCallersLog refusedCallers;

  /** Asks this one, and tells that one. */
  public CallerAuthentication(Authenticator authenticator, RefusedCallersLog refusedCallers) {
    this.authenticator = authenticator;
    this.refusedCallers = refusedCallers;
  }

  /**
   * Returns for a known caller. Never called on an event loop.
   *
   * @param door its path, without any secret
   * @param setting what its settings begin with
   * @throws RequestRefused for everybody else
   */
  public void check(
      AuthenticationMethod authentication,
      PresentedCredentials credentials,
      String door,
      String setting) {
    switch (authenticator.admit(authentication, credentials, setting)) {
      case AuthenticationResult.Admitted() -> {}
      case AuthenticationResult.Denied(String detail) -> {
        refusedCallers.tell(door, detail);
        throw new RequestRefused(ProblemDetail.unauthorized(detail));
      }
      case AuthenticationResult.CouldNotAsk(String detail) ->
          throw new RequestRefused(ProblemDetail.tryLater(detail, LATER));
    }
  }
}
