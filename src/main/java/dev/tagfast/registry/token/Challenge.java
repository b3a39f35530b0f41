package dev.tagfast.registry.token;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How a registry wants to be authenticated with: one challenge of {@code WWW-Authenticate}. */
sealed interface Challenge {
  /** Basic authentication (RFC 7617). */
  record Basic() implements Challenge {}

  /**
   * A token from a realm (distribution, "Token Authentication Specification").
   *
   * @param realm address of the token service, as the registry wrote it: outside text
   * @param service empty where the registry names none
   * @param scope empty where the registry names none
   */
  record Bearer(String realm, Optional<String> service, Optional<String> scope)
      implements Challenge {}

  /** The challenges that we can answer, Bearer first: its credential is the weaker one to lose. */
  static List<Challenge> parse(List<String> headers) {
    List<Challenge> all =
        headers.stream()
            .flatMap(header -> ChallengeScanner.scan(header).stream())
            .flatMap(scanned -> known(scanned).stream())
            .toList();
    return Stream.concat(
            all.stream().filter(Bearer.class::isInstance),
            all.stream().filter(Basic.class::isInstance))
        .toList();
  }

  private static Optional<Challenge> known(ChallengeScanner.Scanned scanned) {
    Map<String, String> parameters = scanned.parameters();
    return switch (scanned.scheme()) {
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
