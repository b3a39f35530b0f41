package dev.tagfast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Repository;
import dev.tagfast.proxy.LittleProxy;
import dev.tagfast.proxy.Proxies;
import dev.tagfast.registry.RegistryAnswer.Absent;
import dev.tagfast.registry.ScriptedRegistry.Reply;
import dev.tagfast.registry.config.RegistryCatalog;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registries and token hosts whose names only a proxy can resolve, over plain HTTP. */
@QuarkusTest
@TestProfile(RegistryOnly.class)
class ProxyTest extends ClientAndFakes {
  /** RFC 6761: nobody resolves it. */
  private static final String HOST = "registry.invalid";

  private static final Repository APP = new Repository(HOST, "team/app");
  private static final String LOGIN = "Basic Y29vazpwYSQkOnNz"; // cook:pa$$:ss

  private LittleProxy proxy;

  @BeforeEach
  void startProxy() {
    proxy = new LittleProxy().knows(HOST, port(registry)).knows("auth.invalid", port(other));
    registry.answers(
        request ->
            request.authorization().equals(Optional.of("Bearer t1"))
                ? SEEN
                : Reply.of(401)
                    .with("WWW-Authenticate", "Bearer realm=\"http://auth.invalid/token\""));
    other.answers(request -> Reply.json("{\"token\":\"t1\"}"));
  }

  @AfterEach
  void stopProxy() {
    proxy.close();
  }

  @Test
  void aRegistryAndItsTokenHostAreAskedThroughTheProxy() {
    proxy.wants(LOGIN);

    try (Client client =
        through(Map.of("HTTP_PROXY", "http://cook:pa$$%3Ass@" + proxy.address()))) {
      assertThat(client.registries().head(APP, TAG)).isEqualTo(found());
    }

    assertThat(proxy.lines())
        .hasSize(3)
        .contains("HEAD http://" + HOST + "/v2/team/app/manifests/1.2 HTTP/1.1")
        .anyMatch(line -> line.startsWith("GET http://auth.invalid/token?"));
    assertThat(proxy.heads()).allMatch(head -> head.contains("Proxy-Authorization: " + LOGIN));
    assertThat(registry.requests).noneMatch(it -> it.headers().containsKey("Proxy-Authorization"));
  }

  @Test
  void aProxyThatWantsAnotherPasswordIsNamedAndThePasswordIsNotShown() {
    proxy.wants(LOGIN);

    try (Client client = through(Map.of("HTTP_PROXY", "http://cook:s3cret@" + proxy.address()))) {
      assertThat(why(client.registries().head(APP, TAG)))
          .contains("407", "HTTP_PROXY")
          .doesNotContain("s3cret");
    }
    assertThat(registry.requests).isEmpty();
  }

  @Test
  void aHostOfNoProxyAndTheOwnMachineGetNothingOfTheProxy() {
    Repository own = new Repository(registry.host(), "team/app");
    registry.answers(request -> Reply.of(404));

    try (Client client =
        client(
            Map.of("HTTP_PROXY", "http://cook:s3cret@" + proxy.address()),
            "host",
            registry.host(),
            "insecure",
            "true")) {
      assertThat(client.registries().head(own, TAG)).isEqualTo(new Absent<>());
    }
    try (Client client =
        through(Map.of("HTTP_PROXY", proxy.address(), "NO_PROXY", "other.test, .invalid"))) {
      assertThat(why(client.registries().head(APP, TAG))).contains("found no such host");
    }

    assertThat(proxy.heads()).isEmpty();
    assertThat(registry.requests)
        .isNotEmpty()
        .noneMatch(request -> request.headers().containsKey("Proxy-Authorization"));
  }

  @Test
  void aProxyThatIsAwayIsNamed() {
    proxy.close();

    try (Client client = through(Map.of("HTTP_PROXY", proxy.address()))) {
      assertThat(why(client.registries().head(APP, TAG)))
          .contains("found nobody listening through the proxy " + proxy.address());
    }
  }

  private record Client(HttpRegistryClient registries) implements AutoCloseable {
    @Override
    public void close() {
      registries.close();
    }
  }

  private static Client through(Map<String, String> environment) {
    return client(
        environment,
        "host",
        HOST,
        "insecure",
        "true",
        "token-hosts",
        "auth.invalid",
        "attempts",
        "1");
  }

  private static Client client(Map<String, String> environment, String... pairs) {
    return new Client(
        new HttpRegistryClient(
            new RegistryCatalog(RegistrySettingsText.hub(pairs)),
            new Proxies(new TreeMap<>(environment)),
            InstantSource.system()));
  }

  private static int port(ScriptedRegistry server) {
    return Integer.parseInt(server.host().replaceFirst(".*:", ""));
  }
}
