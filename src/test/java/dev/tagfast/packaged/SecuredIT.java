package dev.tagfast.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tagfast.demo.AppProcess;
import dev.tagfast.demo.Ports;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.MockApi;
import dev.tagfast.testing.RegistryProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The packaged application among strangers: API server, registry and issuer of tokens have
 * certificates of authorities of their own, and the API server wants one in return. What Java finds
 * by its name (algorithms, key and certificate formats) is what a native executable may lack.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredIT {
  private static final String ISSUER = "https://issuer.example";
  private static final String SECRET = "oregano";

  private final List<AutoCloseable> open = new ArrayList<>();
  private final String repository = "pizza";
  private PublicJsonWebKey rsa;
  private PublicJsonWebKey ec;
  private MockApi api;
  private TlsFront apiFront;
  private TlsFront registryFront;
  private TlsFront issuerFront;
  private ImagePusher pusher;
  private AppProcess app;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    rsa = RsaJwkGenerator.generateJwk(2048);
    rsa.setKeyId("rsa");
    ec = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    ec.setKeyId("ec");
    api = opened(MockApi.start());
    RegistryProcess registry = opened(RegistryProcess.open());
    pusher = opened(ImagePusher.to(registry.uri()));
    SelfSigned ofApi = new SelfSigned(folder, "api");
    SelfSigned ofRegistry = new SelfSigned(folder, "registry");
    SelfSigned ofIssuer = new SelfSigned(folder, "issuer");
    SelfSigned client = new SelfSigned(folder, "tagfast");
    apiFront = opened(new TlsFront(URI.create(api.url()).getPort(), ofApi, Optional.of(client)));
    registryFront = opened(new TlsFront(registry.uri().getPort(), ofRegistry, Optional.empty()));
    issuerFront = opened(new TlsFront(issuer(rsa, ec), ofIssuer, Optional.empty()));
    app =
        opened(
            new AppProcess(
                Ports.free(),
                Map.ofEntries(
                    Map.entry(
                        "QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL", "https://" + apiFront.host()),
                    Map.entry("QUARKUS_KUBERNETES_CLIENT_NAMESPACE", MockApi.NAMESPACE),
                    Map.entry("QUARKUS_KUBERNETES_CLIENT_CA_CERT_FILE", text(ofApi.certificate())),
                    Map.entry(
                        "QUARKUS_KUBERNETES_CLIENT_CLIENT_CERT_FILE", text(client.certificate())),
                    Map.entry("QUARKUS_KUBERNETES_CLIENT_CLIENT_KEY_FILE", text(client.key())),
                    Map.entry("TAGFAST_REGISTRIES_LOCAL_HOST", registryFront.host()),
                    Map.entry("TAGFAST_REGISTRIES_LOCAL_CA", text(ofRegistry.certificate())),
                    Map.entry("TAGFAST_REGISTRIES_STRANGE_HOST", issuerFront.host()),
                    Map.entry("TAGFAST_REGISTRIES_STRANGE_CA", text(ofRegistry.certificate())),
                    Map.entry("TAGFAST_REGISTRIES_STRANGE_ATTEMPTS", "1"),
                    Map.entry("TAGFAST_EVENTS_AUTH", "oidc"),
                    Map.entry("TAGFAST_EVENTS_OIDC_ISSUER", ISSUER),
                    Map.entry("TAGFAST_EVENTS_OIDC_AUDIENCE", "tagfast"),
                    Map.entry("TAGFAST_EVENTS_OIDC_SUBJECTS", "trigger"),
                    Map.entry(
                        "TAGFAST_EVENTS_OIDC_JWKS_URL", "https://" + issuerFront.host() + "/keys"),
                    Map.entry("TAGFAST_EVENTS_OIDC_CA", text(ofIssuer.certificate())),
                    Map.entry("TAGFAST_SOURCES_SIGNED256_AUTH", "hmac-sha256"),
                    Map.entry("TAGFAST_SOURCES_SIGNED256_SECRET", SECRET),
                    Map.entry("TAGFAST_SOURCES_SIGNED1_AUTH", "hmac-sha1"),
                    Map.entry("TAGFAST_SOURCES_SIGNED1_SECRET", SECRET),
                    Map.entry("TAGFAST_RECONCILE_EVERY", "off")),
                List.of()));
    app.awaitReady();
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable part : open.reversed()) {
      part.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"RS256, 1.1.0", "ES256, 1.2.0"})
  void aTokenOfTheIssuerOpensTheEventsDoorAndWhatItToldIsRecorded(String algorithm, String tag)
      throws Exception {
    Digest digest = pusher.push(repository, tag, algorithm);
    PublicJsonWebKey key = algorithm.equals("RS256") ? rsa : ec;

    assertThat(event(token(key, algorithm, "trigger"), tag).statusCode()).isEqualTo(200);

    assertThat(recorded(tag)).contains(digest.value());
    assertThat(apiFront.clients()).isNotEmpty().containsOnly("CN=tagfast");
  }

  @Test
  void aTokenOfSomebodyElseDoesNot() throws Exception {
    PublicJsonWebKey forged = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    forged.setKeyId("ec");

    assertThat(event(token(forged, "ES256", "trigger"), "1.0.0").statusCode()).isEqualTo(401);
    assertThat(event(token(ec, "ES256", "stranger"), "1.0.0").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "signed256, HmacSHA256, X-Hub-Signature-256, 2.1.0",
    "signed1, HmacSHA1, X-Nexus-Webhook-Signature, 2.2.0"
  })
  void aSignedNotificationComesInAndOneWithAnotherSignatureDoesNot(
      String source, String algorithm, String header, String tag) throws Exception {
    Digest digest = pusher.push(repository, tag, algorithm);
    String body = notification(registryFront.host(), tag, digest);

    assertThat(notify(source, header, signature(algorithm, SECRET, body), body).body())
        .contains("FirstSeen");
    assertThat(notify(source, header, signature(algorithm, "basil", body), body).statusCode())
        .isEqualTo(401);

    assertThat(recorded(tag)).contains(digest.value());
  }

  @Test
  void aRegistryWithTheCertificateOfAnotherAuthorityIsNotTrusted() throws Exception {
    String body = notification(issuerFront.host(), "1.0.0", ImagePusher.digestOf("hawaii"));

    HttpResponse<String> answer =
        notify("signed256", "X-Hub-Signature-256", signature("HmacSHA256", SECRET, body), body);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("tagfast.registries.strange.ca");
  }

  private HttpResponse<String> event(String token, String tag) {
    return post(
        "/",
        """
        {"registry":"%s","repository":"%s","tag":"%s"}"""
            .formatted(registryFront.host(), repository, tag),
        Map.of(
            "Authorization", "Bearer " + token,
            "ce-specversion", "1.0",
            "ce-id", UUID.randomUUID().toString(),
            "ce-source", "/ci",
            "ce-type", "dev.tagfast.image.pushed"));
  }

  private HttpResponse<String> notify(String source, String header, String value, String body) {
    return post("/webhooks/" + source, body, Map.of(header, value));
  }

  private HttpResponse<String> post(String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(app.uri().resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return app.send(request.build());
  }

  private String notification(String host, String tag, Digest digest) {
    return """
    {"events":[{"id":"1","action":"push","request":{"host":"%s"},
      "target":{"repository":"%s","tag":"%s","digest":"%s"}}]}"""
        .formatted(host, repository, tag, digest);
  }

  private List<String> recorded(String tag) {
    return api.client().resources(ImageTag.class).list().getItems().stream()
        .filter(entry -> entry.getSpec().tag().equals(tag))
        .map(entry -> entry.getStatus().accepted().digest())
        .toList();
  }

  private static String signature(String algorithm, String secret, String body) throws Exception {
    Mac mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String token(PublicJsonWebKey key, String algorithm, String subject)
      throws JoseException {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setAudience("tagfast");
    claims.setSubject(subject);
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(5);
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setAlgorithmHeaderValue(algorithm);
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setKey(key.getPrivateKey());
    return signature.getCompactSerialization();
  }

  /** Publishes these keys, and returns its port. */
  private int issuer(JsonWebKey... keys) throws Exception {
    byte[] published =
        new JsonWebKeySet(keys)
            .toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)
            .getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/keys",
        exchange -> {
          exchange.sendResponseHeaders(200, published.length);
          exchange.getResponseBody().write(published);
          exchange.close();
        });
    server.start();
    open.add(() -> server.stop(0));
    return server.getAddress().getPort();
  }

  private static String text(Path file) {
    return file.toAbsolutePath().toString();
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.add(part);
    return part;
  }
}
