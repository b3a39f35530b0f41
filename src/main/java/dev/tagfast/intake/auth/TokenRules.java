package dev.tagfast.intake.auth;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules for the tokens of one issuer.
 *
 * @param issuers the accepted names of the issuer
 * @param audience the audience that a token must name
 * @param keys where the issuer's keys are
 * @param emails verified e-mail addresses that are accepted
 * @param subjects subjects that are accepted; a star at the end matches any suffix
 * @param skew how far the issuer's clock may be off
 */
record TokenRules(
    Set<String> issuers,
    String audience,
    Keys keys,
    List<String> emails,
    List<String> subjects,
    Duration skew) {
  TokenRules {
    issuers = Set.copyOf(issuers);
    emails = List.copyOf(emails);
    subjects = List.copyOf(subjects);
  }

  /**
   * Where to fetch an issuer's keys.
   *
   * @param url of the issuer's JSON Web Key Set
   * @param ca PEM file of the certificate authorities to trust instead of the system's
   * @param tokenFile file with the bearer token to send
   */
  record Keys(URI url, Optional<Path> ca, Optional<Path> tokenFile) {}

  /** Whether a subject is accepted. */
  boolean allowsSubject(String subject) {
    return subjects.stream()
        .anyMatch(
            allowed ->
                allowed.endsWith("*")
                    ? subject.startsWith(allowed.substring(0, allowed.length() - 1))
                    : subject.equals(allowed));
  }
}
