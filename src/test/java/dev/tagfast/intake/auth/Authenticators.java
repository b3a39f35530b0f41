package dev.tagfast.intake.auth;

import dev.tagfast.intake.notification.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Authenticators for tests. */
public final class Authenticators {
  private Authenticators() {}

  /** An authenticator that cannot reach any issuer. */
  public static Authenticator authenticator() {
    return new Authenticator(
        new TokenVerifier(
            keys -> {
              throw new IOException("no issuer in this test");
            },
            InstantSource.system()));
  }

  /**
   * Whether a request with these headers is authenticated.
   *
   * @param headers names and values in turn
   */
  public static boolean authenticates(
      AuthenticationMethod authentication, String body, String... headers) {
    return authenticator()
            .authenticate(authentication, credentials(body, headers), "tagfast.sources.ci")
        instanceof AuthenticationResult.Authenticated;
  }

  static PresentedCredentials credentials(String body, String... headers) {
    List<Map.Entry<String, String>> all = new ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(Map.entry(headers[i], headers[i + 1]));
    }
    return new PresentedCredentials(
        Headers.of(all), Map.of(), Optional.empty(), body.getBytes(StandardCharsets.UTF_8));
  }
}
