package dev.tagfast.registry.config;

import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port (RFC 6454). A credential is bound to one origin.
 *
 * @param port always set; the default of the scheme if the address has none
 */
public record Origin(String scheme, String host, int port) {
  /**
   * The origin of an address.
   *
   * @param address absolute, {@code http} or {@code https}
   * @throws IllegalArgumentException if the address is anything else, or has a user part
   */
  public static Origin of(URI address) {
    String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (!http || address.getHost() == null || address.getRawUserInfo() != null) {
      // The message leaves the address out: its user part may be a secret.
      throw new IllegalArgumentException("not an http or https address with a plain host");
    }
    int port = address.getPort() >= 0 ? address.getPort() : defaultPort(scheme);
    return new Origin(scheme, address.getHost().toLowerCase(Locale.ROOT), port);
  }

  /** The origin of a {@code host[:port]}, the form of images and settings. */
  public static Origin of(String scheme, String hostAndPort) {
    return of(URI.create(scheme + "://" + hostAndPort));
  }

  public boolean encrypted() {
    return scheme.equals("https");
  }

  /** The form of settings: with the port only if it is not the default of the scheme. */
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
