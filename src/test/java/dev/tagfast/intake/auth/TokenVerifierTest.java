package dev.tagfast.intake.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpServer;
import dev.tagfast.proxy.Proxies;
import dev.tagfast.testing.MovableClock;
import dev.tagfast.testing.TestSettings;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens of an issuer whose keys the test makes. */
class TokenVerifierTest {
  private static final String ISSUER = "https://issuer.example";
  private static final String SUBJECT = "system:serviceaccount:shop:trigger";

  private static PublicJsonWebKey rsa;
  private static PublicJsonWebKey ec;
  private static PublicJsonWebKey other;

  private final MovableClock clock = new MovableClock();
  private final AtomicInteger asked = new AtomicInteger();
  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String published = "";
  private Authenticator authenticator;

  @BeforeAll
  static void makeKeys() throws JoseException {
    rsa = RsaJwkGenerator.generateJwk(2048);
    rsa.setKeyId("rsa-1");
    ec = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    ec.setKeyId("ec-1");
    other = RsaJwkGenerator.generateJwk(2048);
    other.setKeyId("rsa-2");
  }

  @BeforeEach
  void startIssuer() throws Exception {
    publish(rsa, ec);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/keys",
        exchange -> {
          asked.incrementAndGet();
          byte[] body = published.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    authenticator =
        new Authenticator(new TokenVerifier(new HttpKeyFetcher(vertx, Proxies.NONE), clock));
  }

  @AfterEach
  void stopIssuer() {
    server.stop(0);
    vertx.close();
  }

  @Test
  void aTokenOfTheIssuerComesInWhicheverOfItsKeysSignedIt() throws Exception {
    assertAuthenticated(token(rsa, "RS256", claims -> {}));
    assertAuthenticated(token(ec, "ES256", claims -> {}));
    assertThat(asked).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"/keys, 1", "issuer, 2", "audience, 3"})
  void claimsThatAreNotOursAreDenied(String what, int which) throws Exception {
    assertDenied(
        token(
            rsa,
            "RS256",
            claims -> {
              switch (which) {
                case 1 -> claims.setSubject("system:serviceaccount:hall:trigger");
                case 2 -> claims.setIssuer("https://other.example");
                default -> claims.setAudience("somebody-else");
              }
            }));
  }

  @ParameterizedTest
  @CsvSource({"iss", "aud", "exp", "iat", "sub"})
  void aClaimThatIsMissingIsDenied(String claim) throws Exception {
    assertDenied(token(rsa, "RS256", claims -> claims.unsetClaim(claim)));
  }

  @Test
  void theTimesAreLookedAtWithSomePatience() throws Exception {
    String token = token(rsa, "RS256", claims -> {});

    clock.pass(Duration.ofMinutes(5).plusSeconds(25)); // It was valid for five minutes.
    assertAuthenticated(token);
    clock.pass(Duration.ofSeconds(10));
    assertDenied(token);
    assertAuthenticated(token(rsa, "RS256", claims -> claims.setNotBefore(in(20))));
    assertDenied(token(rsa, "RS256", claims -> claims.setNotBefore(in(60))));
    assertDenied(token(rsa, "RS256", claims -> claims.setIssuedAt(in(60))));
    assertDenied(
        token(
            rsa,
            "RS256",
            claims -> {
              claims.setIssuedAt(in(-60 * 60 * 25));
              claims.setExpirationTime(in(60 * 60 * 24 * 365));
            }));
  }

  @Test
  void aSignatureOfAnotherKeyOrNoneIsDenied() throws Exception {
    assertDenied(token(other, "RS256", claims -> {}));
    String good = token(rsa, "RS256", claims -> {});
    assertDenied(good.substring(0, good.lastIndexOf('.') + 1));
    assertDenied(good.substring(0, good.length() - 6) + "AAAAAA");

    JsonWebSignature none = signature("none", "rsa-1", claims(claims -> {}));
    none.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
    assertDenied(none.getCompactSerialization());

    // The public key used as the secret of an HMAC: algorithm confusion.
    JsonWebSignature hmac = signature("HS256", "rsa-1", claims(claims -> {}));
    hmac.setKey(new HmacKey(rsa.getPublicKey().getEncoded()));
    assertDenied(hmac.getCompactSerialization());
    assertDenied(token(rsa, "PS256", claims -> {}));
  }

  @ParameterizedTest
  @CsvSource({"x", "a.b.c", "a.b.c.d.e", "..", "''"})
  void whatIsNoTokenIsDenied(String text) {
    assertDenied(text);
    assertThat(asked).hasValue(0);
  }

  @Test
  void withoutATokenNobodyIsAsked() {
    assertThat(
            authenticator.authenticate(
                authentication(Map.of()), Authenticators.credentials(""), ""))
        .isInstanceOf(AuthenticationResult.Denied.class);
    assertThat(asked).hasValue(0);
  }

  @Test
  void anUnknownKeyIsAskedForButNotByEveryStranger() throws Exception {
    assertAuthenticated(token(rsa, "RS256", claims -> {}));
    String rotated = token(other, "RS256", claims -> {});
    publish(rsa, other);

    assertDenied(rotated); // The keys were fetched just now.
    assertThat(asked).hasValue(1);
    clock.pass(Duration.ofSeconds(11));
    assertAuthenticated(rotated);
    assertThat(asked).hasValue(2);

    other.setKeyId("nobody-knows");
    String unknown = token(other, "RS256", claims -> {});
    other.setKeyId("rsa-2");
    for (int i = 0; i < 5; i++) {
      assertDenied(unknown);
    }
    assertThat(asked).hasValue(2);
  }

  @Test
  void whileTheIssuerIsSilentKnownKeysAreGoodForADay() throws Exception {
    assertAuthenticated(token(rsa, "RS256", claims -> {}));
    status = 500;

    clock.pass(Duration.ofHours(23));
    assertAuthenticated(token(rsa, "RS256", claims -> {}));
    // The caller does not wait for it.
    await().untilAtomic(asked, equalTo(2));
    clock.pass(Duration.ofHours(2));
    assertThat(result(token(rsa, "RS256", claims -> {})))
        .isInstanceOf(AuthenticationResult.KeysUnavailable.class)
        .asString()
        .contains("/keys", "500");
  }

  @Test
  void anIssuerThatNeverAnsweredLeavesEverybodyWaiting() throws Exception {
    String token = token(rsa, "RS256", claims -> {});
    published = "<html>";
    assertThat(result(token)).isInstanceOf(AuthenticationResult.KeysUnavailable.class);
    server.stop(0);
    clock.pass(Duration.ofSeconds(11));
    assertThat(result(token)).isInstanceOf(AuthenticationResult.KeysUnavailable.class);
    assertThat(asked).hasValue(1);
  }

  @Test
  void anEmailCountsWhenItIsVerified() throws Exception {
    Map<String, String> settings =
        Map.of("oidc.subjects", "nobody", "oidc.emails", "push@project.example");

    assertThat(result(settings, email("push@project.example", true)))
        .isInstanceOf(AuthenticationResult.Authenticated.class);
    assertThat(result(settings, email("push@project.example", "true")))
        .isInstanceOf(AuthenticationResult.Authenticated.class);
    assertThat(result(settings, email("push@project.example", false)))
        .isInstanceOf(AuthenticationResult.Denied.class);
    assertThat(result(settings, email("somebody@project.example", true)))
        .isInstanceOf(AuthenticationResult.Denied.class);
    assertThat(result(settings, token(rsa, "RS256", claims -> {})))
        .isInstanceOf(AuthenticationResult.Denied.class);
  }

  @Test
  void googleWritesItsNameInTwoWays() throws Exception {
    for (String name : List.of("https://accounts.google.com", "accounts.google.com")) {
      assertThat(
              result(
                  Map.of("oidc.issuer", "https://accounts.google.com"),
                  token(rsa, "RS256", claims -> claims.setIssuer(name))))
          .isInstanceOf(AuthenticationResult.Authenticated.class);
    }
  }

  @Test
  void noTokenIsEverShown() throws Exception {
    String token = token(other, "RS256", claims -> {});

    assertThat(result(token).toString())
        .doesNotContain(token)
        .doesNotContain(token.substring(0, 20))
        .doesNotContain(SUBJECT);
  }

  private void assertAuthenticated(String token) {
    assertThat(result(token)).isEqualTo(new AuthenticationResult.Authenticated());
  }

  private void assertDenied(String token) {
    assertThat(result(token)).isInstanceOf(AuthenticationResult.Denied.class);
  }

  private AuthenticationResult result(String token) {
    return result(Map.of(), token);
  }

  private AuthenticationResult result(Map<String, String> settings, String token) {
    return authenticator.authenticate(
        authentication(settings),
        Authenticators.credentials("", "Authorization", "Bearer " + token),
        "tagfast.events");
  }

  private AuthenticationMethod authentication(Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>();
    all.put("tagfast.events.auth", "oidc");
    all.put("tagfast.events.oidc.issuer", ISSUER);
    all.put("tagfast.events.oidc.audience", "tagfast");
    all.put("tagfast.events.oidc.subjects", "system:serviceaccount:shop:*");
    all.put(
        "tagfast.events.oidc.jwks-url",
        "http://localhost:" + server.getAddress().getPort() + "/keys");
    settings.forEach((name, value) -> all.put("tagfast.events." + name, value));
    return AuthenticationMethodParser.ofEvents(TestSettings.of(all).events());
  }

  private String email(String address, Object verified) throws JoseException {
    return token(
        rsa,
        "RS256",
        claims -> {
          claims.setStringClaim("email", address);
          claims.setClaim("email_verified", verified);
        });
  }

  private String token(PublicJsonWebKey key, String algorithm, Consumer<JwtClaims> change)
      throws JoseException {
    JsonWebSignature signature = signature(algorithm, key.getKeyId(), claims(change));
    signature.setKey(key.getPrivateKey());
    return signature.getCompactSerialization();
  }

  private static JsonWebSignature signature(String algorithm, String keyId, JwtClaims claims) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setAlgorithmHeaderValue(algorithm);
    signature.setKeyIdHeaderValue(keyId);
    return signature;
  }

  private JwtClaims claims(Consumer<JwtClaims> change) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setAudience("tagfast");
    claims.setSubject(SUBJECT);
    claims.setIssuedAt(in(0));
    claims.setExpirationTime(in(300));
    change.accept(claims);
    return claims;
  }

  private NumericDate in(long seconds) {
    return NumericDate.fromSeconds(clock.instant().getEpochSecond() + seconds);
  }

  private void publish(JsonWebKey... keys) {
    published = new JsonWebKeySet(keys).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
  }
}
