package dev.tagfast.registry.credential;

import dev.tagfast.image.Repository;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The host of an entry in a docker config: a host, or a pattern as the kubelet reads them. In each
 * label of the name, {@code *} stands for any characters, {@code ?} for one, {@code [a-z]} for one
 * of these; a star never stands for a dot. The port is always literal.
 *
 * @param text canonical
 * @param pattern empty: a host
 */
record HostPattern(String text, Optional<Pattern> pattern) {
  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9.*?\\[\\]^_-]+(?::[0-9]{1,5})?");

  /** Parses a host or a pattern; empty: it is neither. */
  static Optional<HostPattern> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    try {
      if (lower.matches(".*[*?\\[].*")) {
        return ALLOWED.matcher(lower).matches()
            ? Optional.of(new HostPattern(lower, Optional.of(Pattern.compile(expression(lower)))))
            : Optional.empty();
      }
      return Optional.of(new HostPattern(Repository.canonicalHost(text), Optional.empty()));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  boolean isPattern() {
    return pattern.isPresent();
  }

  boolean matches(String host) {
    return pattern.map(it -> it.matcher(host).matches()).orElseGet(() -> text.equals(host));
  }

  /** Neither a star nor a negated set may stand for a dot or a colon. */
  private static String expression(String glob) {
    return glob.replace(".", "\\.")
        .replace("[^", "[^.:")
        .replace("*", "[^.:]*")
        .replace("?", "[^.:]");
  }
}
