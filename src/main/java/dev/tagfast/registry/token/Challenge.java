package dev.tagfast.registry.token;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One challenge of {@code WWW-Authenticate}: how the registry wants to be authenticated with. */
sealed interface Challenge {
  /** Basic authentication (RFC 7617). */
  record Basic() implements Challenge {}

  /**
   * Authentication with a token from a realm (distribution, "Token Authentication Specification").
   *
   * @param realm address of the token service, as the registry wrote it: untrusted text
   * @param service empty: the registry names none
   * @param scope empty: the registry names none
   */
  record Bearer(String realm, Optional<String> service, Optional<String> scope)
      implements Challenge {}

  /** The supported challenges, Bearer first: a token is worth less to a thief than a password. */
  static List<Challenge> parse(List<String> headers) {
    List<Challenge> all =
        headers.stream()
            .flatMap(header -> ChallengeScanner.scan(header).stream())
            .flatMap(raw -> supported(raw).stream())
            .toList();
    return Stream.concat(
            all.stream().filter(Bearer.class::isInstance),
            all.stream().filter(Basic.class::isInstance))
        .toList();
  }

  private static Optional<Challenge> supported(ChallengeScanner.RawChallenge raw) {
    Map<String, String> parameters = raw.parameters();
    return switch (raw.scheme()) {
      case "basic" -> Optional.of(new Basic());
      case "bearer" ->
          Optional.ofNullable(parameters.get("realm"))
              .map(
                  realm ->
                      new Bearer(
                          realm,
                          Optional.ofNullable(parameters.get("service")),
                          Optional.ofNullable(parameters.get("scope"))));
      default -> Optional.empty();
    };
  }
}
