package dev.tagfast.report.message;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A link that a message may have.
 *
 * @param label what it leads to; letters, digits and blanks alone
 * @param url http or https, of characters that no dialect reads anything into
 */
record Link(String label, String url) {
  private static final Pattern HARMLESS =
      Pattern.compile("https?://[A-Za-z0-9][A-Za-z0-9:/?#=%._~+-]*");
  private static final int LONGEST = 300;

  /** The link; empty: the address has characters that a service could read otherwise. */
  static Optional<Link> of(String label, String url) {
    return url.length() <= LONGEST && HARMLESS.matcher(url).matches()
        ? Optional.of(new Link(label, url))
        : Optional.empty();
  }
}
