package dev.tagfast.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.proxy.Proxies;
import dev.tagfast.registry.HttpRegistryClient;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryAnswer.Absent;
import dev.tagfast.registry.RegistryAnswer.Denied;
import dev.tagfast.registry.RegistryAnswer.Unavailable;
import dev.tagfast.registry.RegistryOnly;
import dev.tagfast.registry.RegistrySettingsText;
import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.registry.token.ApiProbe;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a registry whose certificate the system does not trust. */
@QuarkusTest
@TestProfile(RegistryOnly.class)
class TlsTest {
  @TempDir Path folder;
  private TlsServer server;
  private Path ca;

  @BeforeEach
  void startServer() throws Exception {
    server = new TlsServer(folder, "ip:127.0.0.1");
    ca = server.ca();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void itIsTrustedByItsAuthority() {
    assertThat(head("127.0.0.1", "ca", ca.toString())).isEqualTo(new Absent<>());
  }

  @Test
  void withoutItsAuthorityItIsNotTrustedAndTheSettingIsNamed() {
    assertThat(head("127.0.0.1"))
        .isInstanceOf(Unavailable.class)
        .asString()
        .contains(
            "found a TLS certificate of an authority that is not trusted at https://127.0.0.1:"
                + server.port()
                + ". Mount the authority's certificate as PEM, and name the file in"
                + " tagfast.registries.hub.ca.");
  }

  /** Go's servers, which registries use, answer in this way to what is not HTTP. */
  @Test
  void oneThatSpeaksPlainHttpIsNotSaidToHaveABadCertificate() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerBadRequest(plain));

      assertThat(headAt("127.0.0.1:" + plain.getLocalPort()))
          .isInstanceOf(Unavailable.class)
          .asString()
          .contains(
              "found no TLS at https://127.0.0.1:"
                  + plain.getLocalPort()
                  + ", which seems to speak plain HTTP. If that is meant, set"
                  + " tagfast.registries.hub.insecure=true; else correct .url.")
          .doesNotContain("certificate");
    }
  }

  /** The same servers answer plain HTTP in this way where they speak TLS. */
  @Test
  void oneThatSpeaksTlsAndIsAskedInPlainHttpIsSaidToSpeakIt() throws Exception {
    try (ServerSocket tls = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> wantTls(tls, 2));

      assertThat(headAt("127.0.0.1:" + tls.getLocalPort(), "insecure", "true"))
          .isInstanceOf(Denied.class)
          .asString()
          .contains(
              "was sent in plain HTTP to http://127.0.0.1:"
                  + tls.getLocalPort()
                  + ", which speaks TLS; leave tagfast.registries.hub.insecure out, and write"
                  + " https:// in .url.");
    }
  }

  @Test
  void oneThatClosesTheConnectionOnPlainHttpIsPerhapsOneThatSpeaksTls() {
    assertThat(head("127.0.0.1", "insecure", "true"))
        .isInstanceOf(Unavailable.class)
        .asString()
        .contains("If it speaks TLS, leave tagfast.registries.hub.insecure out.");
  }

  private static void wantTls(ServerSocket server, int times) {
    for (int i = 0; i < times; i++) {
      try (Socket connection = server.accept()) {
        connection.getInputStream().read(new byte[8_192]);
        connection
            .getOutputStream()
            .write(
                "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n"
                    .getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void answerBadRequest(ServerSocket server) {
    try (Socket connection = server.accept()) {
      connection.getInputStream().read();
      connection
          .getOutputStream()
          .write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aProbeSaysWhatIsWrongAboutTls() throws Exception {
    String host = "127.0.0.1:" + server.port();

    assertThat(probe(host, "ca", ca.toString())).contains("answered 404");
    assertThat(probe(host)).contains("name the file in tagfast.registries.hub.ca.");
    assertThat(probe(host, "insecure", "true")).contains("tagfast.registries.hub.insecure");
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerBadRequest(plain));
      assertThat(probe("127.0.0.1:" + plain.getLocalPort()))
          .contains("found no TLS at", "set tagfast.registries.hub.insecure=true")
          .doesNotContain("network polic");
    }
  }

  private static String probe(String host, String... pairs) {
    ListedRegistry listed =
        new RegistryCatalog(RegistrySettingsText.hub(settings(host, pairs)))
            .find(host)
            .orElseThrow();
    try (HttpTransport transport = RestTransport.to(listed, Proxies.NONE)) {
      return String.join(
          "; ", ApiProbe.problems(listed, transport, InstantSource.fixed(Instant.EPOCH)));
    }
  }

  private static String[] settings(String host, String... pairs) {
    String[] all = new String[pairs.length + 4];
    System.arraycopy(new String[] {"host", host, "attempts", "1"}, 0, all, 0, 4);
    System.arraycopy(pairs, 0, all, 4, pairs.length);
    return all;
  }

  @Test
  void aCertificateForAnotherHostIsNotTrusted() {
    assertThat(head("localhost", "ca", ca.toString()))
        .isInstanceOf(Unavailable.class)
        .asString()
        .contains("expired or for another host", "correct tagfast.registries.hub.host or .url");
  }

  private RegistryAnswer<Descriptor> head(String hostName, String... pairs) {
    return headAt(hostName + ":" + server.port(), pairs);
  }

  private static RegistryAnswer<Descriptor> headAt(String host, String... pairs) {
    RegistryCatalog catalog = new RegistryCatalog(RegistrySettingsText.hub(settings(host, pairs)));
    InstantSource clock = InstantSource.fixed(Instant.EPOCH);
    return new HttpRegistryClient(catalog, Proxies.NONE, clock)
        .head(new Repository(host, "app"), new Tag("1"));
  }
}
