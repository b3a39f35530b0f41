package dev.tagfast.intake.auth;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whose tokens are good.
 *
 * @param issuers any of these names of the one issuer
 * @param audience who the token must be meant for
 * @param keys where the issuer's keys are
 * @param emails verified addresses that may come in
 * @param subjects subjects that may come in; a star at the end stands for anything
 * @param skew how far the issuer's clock may be off
 */
record TokenRules(
    Set<String> issuers,
    String audience,
    Keys keys,
    List<String> emails,
    List<String> subjects,
    Duration skew) {
  /** Copies the collections. */
  TokenRules {
    issuers = Set.copyOf(issuers);
    emails = List.copyOf(emails);
    subjects = List.copyOf(subjects);
  }

  /**
   * Where an issuer's keys are.
   *
   * @param url of its JSON Web Key Set
   * @param ca PEM file of the authorities to trust there instead of the system's
   * @param tokenFile file with the bearer token to send there
   */
  record Keys(URI url, Optional<Path> ca, Optional<Path> tokenFile) {}

  /** Whether a subject may come in. */
  boolean allowsSubject(String subject) {
    return subjects.stream()
        .anyMatch(
            allowed ->
                allowed.endsWith("*")
                    ? subject.startsWith(allowed.substring(0, allowed.length() - 1))
                    : subject.equals(allowed));
  }
}
