package dev.tagfast.registry.config;

import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port: what a credential is bound to (RFC 6454).
 *
 * @param port never absent, the scheme's own where the address names none
 */
public record Origin(String scheme, String host, int port) {
  /**
   * @param address absolute, {@code http} or {@code https}
   * @throws IllegalArgumentException if it is another kind of address
   */
  public static Origin of(URI address) {
    String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (!http || address.getHost() == null || address.getRawUserInfo() != null) {
      // The address itself is not shown: its user part may be a secret.
      throw new IllegalArgumentException("not an http or https address with a plain host");
    }
    int port = address.getPort() >= 0 ? address.getPort() : defaultPort(scheme);
    return new Origin(scheme, address.getHost().toLowerCase(Locale.ROOT), port);
  }

  /** The origin of a {@code host[:port]} as images and settings write it. */
  public static Origin of(String scheme, String hostAndPort) {
    return of(URI.create(scheme + "://" + hostAndPort));
  }

  public boolean encrypted() {
    return scheme.equals("https");
  }

  /** As a setting writes it: the port only where it is not the scheme's own. */
  public String hostAndPort() {
    return port == defaultPort(scheme) ? host : host + ":" + port;
  }

  private static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  @Override
  public String toString() {
    return scheme + "://" + hostAndPort();
  }
}
