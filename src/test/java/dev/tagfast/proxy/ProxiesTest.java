package dev.tagfast.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.proxy.HttpProxy.Login;
import dev.tagfast.settings.WrongSetting;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected values are those of Go's {@code golang.org/x/net/http/httpproxy}. */
class ProxiesTest {
  private static final URI REGISTRY = URI.create("https://registry.example.com/v2/");

  @Test
  void eachSchemeHasItsVariable() {
    Proxies proxies =
        new Proxies(Map.of("HTTPS_PROXY", "http://tunnel:3128", "HTTP_PROXY", "forward:8080"));

    assertThat(proxies.of(REGISTRY)).contains(new HttpProxy("tunnel", 3128, Optional.empty()));
    assertThat(proxies.of(URI.create("http://registry.example.com/")))
        .contains(new HttpProxy("forward", 8080, Optional.empty()));
    assertThat(new Proxies(Map.of("HTTP_PROXY", "forward:8080")).of(REGISTRY)).isEmpty();
    assertThat(Proxies.NONE.of(REGISTRY)).isEmpty();
  }

  @Test
  void lowerCaseCountsWhereThereIsNoUpperCase() {
    assertThat(new Proxies(Map.of("https_proxy", "low:1")).of(REGISTRY).map(HttpProxy::host))
        .contains("low");
    assertThat(
            new Proxies(Map.of("https_proxy", "low:1", "HTTPS_PROXY", "high:1"))
                .of(REGISTRY)
                .map(HttpProxy::host))
        .contains("high");
    assertThat(new Proxies(Map.of("https_proxy", "low:1", "no_proxy", "example.com")).of(REGISTRY))
        .isEmpty();
    assertThat(new Proxies(Map.of("HTTPS_PROXY", " ")).of(REGISTRY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "example.com            | https://example.com              | true",
        "example.com            | https://registry.example.com     | true",
        "example.com            | https://registry.example.com:5000| true",
        "EXAMPLE.com            | https://Registry.Example.COM     | true",
        "example.com            | https://badexample.com           | false",
        ".example.com           | https://registry.example.com     | true",
        ".example.com           | https://example.com              | false",
        "*.example.com          | https://registry.example.com     | true",
        "*.example.com          | https://example.com              | false",
        "example.com:5000       | https://registry.example.com:5000| true",
        "example.com:5000       | https://registry.example.com     | false",
        "example.com:443        | https://registry.example.com     | true",
        "example.com:80         | http://registry.example.com      | true",
        "*                      | https://registry.example.com     | true",
        "a.test, example.com    | https://registry.example.com     | true",
        "a.test example.com     | https://registry.example.com     | true",
        "10.1.2.3               | https://10.1.2.3:5000            | true",
        "10.1.2.3               | https://10.1.2.30                | false",
        "10.1.2.3:5000          | https://10.1.2.3:5000            | true",
        "10.1.2.3:5000          | https://10.1.2.3                 | false",
        "10.0.0.0/8             | https://10.255.0.1               | true",
        "10.128.0.0/9           | https://10.127.0.1               | false",
        "10.0.0.0/8             | https://registry.example.com     | false",
        "0.0.0.0/0              | https://192.0.2.1                | true",
        "fd00::/8               | https://[fd12::1]:5000           | true",
        "fd00::/8               | https://10.1.2.3                 | false",
        "fd12::1                | https://[fd12:0::1]              | true",
        "[fd12::1]:5000         | https://[fd12::1]:5000           | true",
        "[fd12::1]:5000         | https://[fd12::1]                | false",
        "10.0.0.0/99            | https://10.1.2.3                 | false",
        "10.0.0.0/x             | https://10.1.2.3                 | false",
        ":5000                  | https://registry.example.com:5000| false",
        ".                      | https://registry.example.com     | false",
        ",,                     | https://registry.example.com     | false",
        "''                     | https://localhost:5000           | true",
        "''                     | https://127.0.0.1:5000           | true",
        "''                     | https://127.8.8.8                | true",
        "''                     | https://[::1]:5000               | true",
        "''                     | https://localhost.example.com    | false",
      })
  void hostsOfNoProxyAndTheOwnMachineAreAskedDirectly(String list, URI target, boolean direct) {
    Proxies proxies =
        new Proxies(Map.of("HTTPS_PROXY", "p:1", "HTTP_PROXY", "p:1", "NO_PROXY", list));

    assertThat(proxies.of(target).isEmpty()).isEqualTo(direct);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://cook:s3cret@proxy:3128        | cook   | s3cret",
        "cook:s3cret@proxy:3128/              | cook   | s3cret",
        "HTTP://cook:pa%40ss%3A%25+1@proxy:3128 | cook | pa@ss:%+1",
        "http://cook:a@b:c@proxy:3128         | cook   | a@b:c",
        "http://cook:pa$$word^@proxy:3128     | cook   | pa$$word^",
        "http://cook@proxy:3128               | cook   | ''"
      })
  void userAndPasswordAreReadAndNeverShown(String text, String user, String password) {
    Optional<HttpProxy> proxy = new Proxies(Map.of("HTTPS_PROXY", text)).of(REGISTRY);

    assertThat(proxy)
        .contains(new HttpProxy("proxy", 3128, Optional.of(new Login(user, password))));
    assertThat(proxy.toString() + proxy.get().login()).doesNotContain("cook");
  }

  @Test
  void withoutPortItIs80() {
    assertThat(new Proxies(Map.of("HTTPS_PROXY", "proxy")).of(REGISTRY).map(HttpProxy::port))
        .contains(80);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socks5://cook:s3cret@proxy:1080",
        "https://cook:s3cret@proxy",
        "http://cook:s3cret%@proxy",
        "cook:s3cret@",
        "cook:s3cret@proxy:port",
        "cook:s3cret@proxy:65536"
      })
  void anotherKindOfAddressStopsTheStartWithoutBeingShown(String text) {
    assertThatThrownBy(() -> new Proxies(Map.of("http_proxy", text)))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("HTTP_PROXY is not the address of an HTTP proxy")
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }
}
