package dev.tagfast.intake;

import dev.tagfast.WrongSetting;
import dev.tagfast.image.OutsideText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A secret that a caller sends along in a header. Only its hash is kept, and hashes are compared:
 * they are of one length, so the time of a comparison tells nothing of the secret.
 */
final class SharedSecret {
  private static final String BEARER = "Bearer ";

  /** RFC 9110, section 5.6.2: a token. */
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private final String header;
  private final byte[] hash;

  /**
   * Parses the settings of one.
   *
   * @param prefix of the names of the settings, {@code tagfast.sources.ci}
   * @param missing what to say where there is no secret
   * @throws WrongSetting naming the setting that no request could ever satisfy
   */
  static SharedSecret of(String prefix, String header, Optional<String> secret, String missing) {
    if (!HEADER_NAME.matcher(header).matches()) {
      throw new WrongSetting(
          prefix
              + ".header is `"
              + OutsideText.clean(header, 60)
              + "`, which is not the name of a header; write e.g. Authorization");
    }
    // No header carries a line break, and `kubectl create secret --from-file` likes to add one.
    String text = secret.map(String::strip).orElse("");
    if (text.isEmpty()) {
      throw new WrongSetting(missing);
    }
    if (!text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new WrongSetting(
          prefix
              + ".secret has a line break or a character beyond ASCII inside (it is not shown), which"
              + " no header carries unharmed; choose another secret");
    }
    return new SharedSecret(header, text);
  }

  /**
   * @param header where it is looked for
   * @param secret not blank
   */
  SharedSecret(String header, String secret) {
    if (secret.isBlank()) {
      throw new IllegalArgumentException("a secret must not be blank");
    }
    this.header = header;
    this.hash = hash(secret);
  }

  /** The header that carries it. */
  String header() {
    return header;
  }

  /** Whether one of these values is the secret, as a whole or after {@code Bearer }. */
  boolean isIn(List<String> values) {
    boolean found = false;
    for (String value : values) {
      found |= MessageDigest.isEqual(hash, hash(value));
      if (value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
        found |= MessageDigest.isEqual(hash, hash(value.substring(BEARER.length()).strip()));
      }
    }
    return found;
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "secret in " + header;
  }
}
