package dev.tagfast.proxy;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies of {@code HTTPS_PROXY} and {@code HTTP_PROXY}, without the hosts of {@code NO_PROXY}.
 * The variables are read as Go's {@code net/http} reads them: in upper case, and in lower case
 * where there is none in upper case.
 */
@ApplicationScoped
public class Proxies {
  /** No proxies. */
  public static final Proxies NONE = new Proxies(Map.of());

  private final Optional<HttpProxy> forHttps;
  private final Optional<HttpProxy> forHttp;
  private final NoProxy direct;

  /** Reads the environment of the process. */
  @Inject
  public Proxies() {
    this(System.getenv());
  }

  /**
   * Reads an environment.
   *
   * @throws dev.tagfast.settings.WrongSetting if a variable is not the address of a proxy
   */
  public Proxies(Map<String, String> environment) {
    forHttps = proxy(environment, "HTTPS_PROXY");
    forHttp = proxy(environment, "HTTP_PROXY");
    direct = new NoProxy(variable(environment, "NO_PROXY").orElse(""));
  }

  /** Creates the bean at the start, so that a wrong address stops it. */
  void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent start) {}

  /**
   * The proxy for a request.
   *
   * @param target absolute, {@code http} or {@code https}
   * @return empty if the request goes directly to its target
   */
  public Optional<HttpProxy> of(URI target) {
    boolean encrypted = "https".equalsIgnoreCase(target.getScheme());
    int port = target.getPort() >= 0 ? target.getPort() : encrypted ? 443 : 80;
    return (encrypted ? forHttps : forHttp)
        .filter(_ -> target.getHost() != null && !direct.covers(target.getHost(), port));
  }

  private static Optional<HttpProxy> proxy(Map<String, String> environment, String name) {
    return variable(environment, name).map(text -> HttpProxy.parse(name, text));
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(text -> !text.isBlank())
        .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
        .filter(text -> !text.isBlank());
  }
}
