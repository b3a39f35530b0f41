package dev.tagfast.proxy;

import dev.tagfast.settings.WrongSetting;
import io.vertx.core.net.ProxyOptions;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * An HTTP proxy: {@code https} goes through a tunnel ({@code CONNECT}), {@code http} is forwarded.
 * The client sends user and password to the proxy alone ({@code Proxy-Authorization}). The text
 * form does not show them.
 *
 * @param login user and password
 */
public record HttpProxy(String host, int port, Optional<Login> login) {
  private static final String SCHEME = "http://";
  private static final int DEFAULT_PORT = 80;

  /** User and password of a proxy. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[]";
    }
  }

  /**
   * Parses {@code [http://][user:password@]host[:port]}. User and password are percent-encoded
   * where they have to be.
   *
   * @throws WrongSetting if the text is something else; the message does not show it
   */
  static HttpProxy parse(String variable, String text) {
    String stripped = text.strip();
    boolean hasScheme = stripped.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    if (!hasScheme && stripped.contains("://")) {
      throw wrong(variable);
    }
    String rest = hasScheme ? stripped.substring(SCHEME.length()) : stripped;
    int at = rest.lastIndexOf('@');
    try {
      Optional<Login> login = at < 0 ? Optional.empty() : Optional.of(login(rest.substring(0, at)));
      URI address = URI.create(SCHEME + rest.substring(at + 1));
      if (address.getHost() == null || address.getPort() > 65_535) {
        throw wrong(variable);
      }
      int port = address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
      return new HttpProxy(address.getHost(), port, login);
    } catch (IllegalArgumentException _) {
      // Without the cause: its message quotes the text.
      throw wrong(variable);
    }
  }

  /** For Vert.x. */
  public ProxyOptions options(Duration timeout) {
    ProxyOptions options =
        new ProxyOptions().setHost(host).setPort(port).setConnectTimeout(timeout);
    login.ifPresent(it -> options.setUsername(it.user()).setPassword(it.password()));
    return options;
  }

  private static Login login(String pair) {
    int colon = pair.indexOf(':');
    return new Login(
        decoded(colon < 0 ? pair : pair.substring(0, colon)),
        colon < 0 ? "" : decoded(pair.substring(colon + 1)));
  }

  private static String decoded(String text) {
    // URLDecoder decodes forms, where a plus sign is a space.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static WrongSetting wrong(String variable) {
    return new WrongSetting(
        variable
            + " is not the address of an HTTP proxy (it is not shown, it may have a password); write"
            + " http://host:port or http://user:password@host:port with user and password"
            + " percent-encoded. Proxies of other kinds (https, socks5) are not supported.");
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
