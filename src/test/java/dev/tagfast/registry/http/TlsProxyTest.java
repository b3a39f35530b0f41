package dev.tagfast.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.proxy.LittleProxy;
import dev.tagfast.proxy.Proxies;
import dev.tagfast.registry.HttpRegistryClient;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryAnswer.Absent;
import dev.tagfast.registry.RegistryAnswer.Unavailable;
import dev.tagfast.registry.RegistryOnly;
import dev.tagfast.registry.RegistrySettingsText;
import dev.tagfast.registry.config.RegistryCatalog;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry over TLS whose name only a proxy can resolve: the proxy sees a tunnel alone. */
@QuarkusTest
@TestProfile(RegistryOnly.class)
class TlsProxyTest {
  private static final String HOST = "registry.invalid";
  private static final String LOGIN = "Basic Y29vazpzM2NyZXQ="; // cook:s3cret

  @TempDir Path folder;

  @Test
  void itIsAskedThroughATunnelThatAloneCarriesThePassword() throws Exception {
    try (TlsServer server = new TlsServer(folder, "dns:" + HOST);
        LittleProxy proxy = new LittleProxy().knows(HOST, server.port()).wants(LOGIN)) {
      assertThat(head(server, "http://cook:s3cret@" + proxy.address())).isEqualTo(new Absent<>());

      assertThat(proxy.lines()).containsOnly("CONNECT " + HOST + ":443 HTTP/1.1");
      assertThat(server.requests)
          .isNotEmpty()
          .noneMatch(headers -> headers.containsKey("Proxy-Authorization"));
    }
  }

  @Test
  void aProxyThatRefusesTheTunnelIsNamedAndThePasswordIsNotShown() throws Exception {
    try (TlsServer server = new TlsServer(folder, "dns:" + HOST);
        LittleProxy proxy = new LittleProxy().knows(HOST, server.port()).wants(LOGIN)) {
      assertThat(head(server, "http://cook:wr0ng@" + proxy.address()))
          .isInstanceOf(Unavailable.class)
          .asString()
          .contains("got no tunnel", proxy.address(), "HTTPS_PROXY")
          .doesNotContain("wr0ng");
      assertThat(server.requests).isEmpty();
    }
  }

  private static RegistryAnswer<Descriptor> head(TlsServer server, String proxy) {
    RegistryCatalog catalog =
        new RegistryCatalog(
            RegistrySettingsText.hub("host", HOST, "ca", server.ca().toString(), "attempts", "1"));
    Proxies proxies = new Proxies(Map.of("HTTPS_PROXY", proxy));
    return new HttpRegistryClient(catalog, proxies, InstantSource.system())
        .head(new Repository(HOST, "app"), new Tag("1"));
  }
}
