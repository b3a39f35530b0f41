package dev.tagfast.intake.gate;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who pushed, for people: the user of Basic authentication, which the registry has verified by the
 * time it is told. Of a token nothing is read.
 */
final class GateCaller {
  private static final String BASIC = "basic ";

  /** Shorter than any registry's or forge's access token: some take one as the user. */
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9._@$+-]{1,39}");

  /** What GitHub's documents say for the password where the user is a token. */
  private static final String NO_PASSWORD = "x-oauth-basic";

  private GateCaller() {}

  /** The account that an {@code Authorization} names. */
  static Optional<String> of(Optional<String> authorization) {
    return authorization
        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BASIC))
        .flatMap(value -> account(value.substring(BASIC.length()).strip()));
  }

  private static Optional<String> account(String pair) {
    String plain;
    try {
      plain = new String(Base64.getDecoder().decode(pair), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    int colon = plain.indexOf(':');
    String password = colon < 0 ? "" : plain.substring(colon + 1);
    return colon < 0 || password.isBlank() || password.equals(NO_PASSWORD)
        ? Optional.empty()
        : Optional.of(plain.substring(0, colon)).filter(user -> ACCOUNT.matcher(user).matches());
  }
}
