package dev.tagfast.intake.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.intake.notification.Headers;
import dev.tagfast.settings.WrongSetting;
import dev.tagfast.testing.TestSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
  private static final String BODY = "{\"a\": 1}\n";

  @TempDir Path folder;

  @Test
  void aHeaderCarriesTheSecretAsItIsOrAsBearerOrBasicHaveIt() {
    AuthenticationMethod authentication = authentication("secret", "oregano");

    for (String value :
        List.of(
            "oregano",
            "Bearer oregano",
            "bearer oregano",
            "Basic " + base64("anybody:oregano"),
            "basic " + base64("anybody:oregano"))) {
      assertThat(Authenticators.authenticates(authentication, BODY, "authorization", value))
          .as(value)
          .isTrue();
    }
    assertThat(
            Authenticators.authenticates(
                authentication, BODY, "Authorization", "basil", "Authorization", "oregano"))
        .isTrue();
    assertThat(
            Authenticators.authenticates(
                authentication("secret", "cook:oregano"),
                BODY,
                "Authorization",
                "Basic " + base64("cook:oregano")))
        .isTrue();
  }

  @Test
  void nothingElseIsTheSecret() {
    AuthenticationMethod authentication = authentication("secret", "oregano");

    for (String value :
        List.of(
            "",
            "Bearer",
            "Bearer ",
            "basil",
            "OREGANO",
            "oregan",
            "oreganoo",
            "Basic oregano",
            "Basic " + base64("oregano:"),
            "Basic " + base64("anybody:basil"),
            "Bearer Bearer oregano")) {
      assertThat(Authenticators.authenticates(authentication, BODY, "Authorization", value))
          .as(value)
          .isFalse();
    }
    assertThat(Authenticators.authenticates(authentication, BODY)).isFalse();
    assertThat(Authenticators.authenticates(authentication, BODY, "X-Secret", "oregano")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Hub-Signature-256",
        "X-Gitea-Signature",
        "X-Forgejo-Signature",
        "X-JFrog-Event-Auth",
        "X-Registry-Signature-256",
        "x-hub-signature-256"
      })
  void aSignatureIsOverTheExactBytes(String header) throws Exception {
    AuthenticationMethod authentication =
        authentication("auth", "hmac-sha256", "secret", "oregano");
    String hex = hmac("HmacSHA256", "oregano", BODY);

    assertThat(Authenticators.authenticates(authentication, BODY, header, "sha256=" + hex))
        .isTrue();
    assertThat(Authenticators.authenticates(authentication, BODY, header, hex)).isTrue();
    assertThat(
            Authenticators.authenticates(
                authentication, BODY, header, hex.toUpperCase(java.util.Locale.ROOT)))
        .isTrue();
    assertThat(Authenticators.authenticates(authentication, BODY.strip(), header, hex)).isFalse();
    assertThat(Authenticators.authenticates(authentication, "{\"a\":1}\n", header, hex)).isFalse();
    assertThat(
            Authenticators.authenticates(
                authentication, BODY, header, hmac("HmacSHA256", "basil", BODY)))
        .isFalse();
  }

  @Test
  void aSecretKeepsItsBlanksAndLosesOnlyTheLineBreakAfterIt() throws Exception {
    Path file = Files.writeString(folder.resolve("secrets"), " in a file \n");
    AuthenticationMethod authentication =
        authentication(
            "auth", "hmac-sha256", "secret", " ore $$gano \r\n", "secret-file", file.toString());

    for (String secret : List.of(" ore $$gano ", " in a file ")) {
      assertThat(
              Authenticators.authenticates(
                  authentication, BODY, "X-Hub-Signature-256", hmac("HmacSHA256", secret, BODY)))
          .as(secret)
          .isTrue();
    }
    assertThat(
            Authenticators.authenticates(
                authentication,
                BODY,
                "X-Hub-Signature-256",
                hmac("HmacSHA256", "ore $$gano", BODY)))
        .isFalse();
  }

  @Test
  void theSignatureOfAngosDocumentationIsGood() {
    assertThat(
            Authenticators.authenticates(
                authentication("auth", "hmac-sha256", "secret", "test-secret"),
                "hello world",
                "X-Registry-Signature-256",
                "sha256=046e2496e13e0bfd8dbef84244dd188311a48086646355161bc4ad0769a49cf4"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256=", "sha256=00", "sha1=", "oregano", "sha256=zz", "0"})
  void anEmptyOrBrokenSignatureIsNone(String value) {
    AuthenticationMethod authentication =
        authentication("auth", "hmac-sha256", "secret", "oregano");

    assertThat(Authenticators.authenticates(authentication, BODY, "X-Hub-Signature-256", value))
        .isFalse();
    assertThat(Authenticators.authenticates(authentication, "", "X-Hub-Signature-256", value))
        .isFalse();
    assertThat(Authenticators.authenticates(authentication, BODY)).isFalse();
  }

  @Test
  void anotherHeaderForTheSignatureIsTheOnlyOneThen() throws Exception {
    AuthenticationMethod authentication =
        authentication("auth", "hmac-sha256", "secret", "oregano", "header", "X-Signed");
    String hex = hmac("HmacSHA256", "oregano", BODY);

    assertThat(Authenticators.authenticates(authentication, BODY, "X-Signed", hex)).isTrue();
    assertThat(Authenticators.authenticates(authentication, BODY, "X-Hub-Signature-256", hex))
        .isFalse();
  }

  @Test
  void nexusSignsWithSha1AndTheOtherHashIsNotTakenForIt() throws Exception {
    AuthenticationMethod authentication = authentication("auth", "hmac-sha1", "secret", "oregano");
    String header = "X-Nexus-Webhook-Signature";

    assertThat(
            Authenticators.authenticates(
                authentication, BODY, header, hmac("HmacSHA1", "oregano", BODY)))
        .isTrue();
    assertThat(
            Authenticators.authenticates(
                authentication, BODY, header, hmac("HmacSHA256", "oregano", BODY)))
        .isFalse();
    assertThat(Authenticators.authenticates(authentication, BODY, header, "")).isFalse();
  }

  @Test
  void thePathOrTheQueryCarriesTheSecret() {
    Authenticator authenticator = Authenticators.authenticator();
    AuthenticationMethod byPath = authentication("auth", "path", "secret", "ore/gäno, x");
    AuthenticationMethod byQuery = authentication("auth", "query", "secret", "oregano");
    AuthenticationMethod byKey =
        authentication("auth", "query", "secret", "oregano", "parameter", "key");

    assertThat(authenticator.authenticate(byPath, path("ore/gäno, x"), ""))
        .isEqualTo(new AuthenticationResult.Authenticated());
    assertThat(authenticator.authenticate(byPath, path("oregano"), ""))
        .isInstanceOf(AuthenticationResult.Denied.class);
    assertThat(authenticator.authenticate(byPath, Authenticators.credentials(BODY), ""))
        .isInstanceOf(AuthenticationResult.Denied.class);
    assertThat(authenticator.authenticate(byQuery, query("token", "oregano"), ""))
        .isEqualTo(new AuthenticationResult.Authenticated());
    assertThat(authenticator.authenticate(byQuery, query("token", ""), ""))
        .isInstanceOf(AuthenticationResult.Denied.class);
    assertThat(authenticator.authenticate(byQuery, query("key", "oregano"), ""))
        .isInstanceOf(AuthenticationResult.Denied.class);
    assertThat(authenticator.authenticate(byKey, query("key", "oregano"), ""))
        .isEqualTo(new AuthenticationResult.Authenticated());
    assertThat(authenticator.authenticate(byKey, Authenticators.credentials(BODY), ""))
        .isInstanceOf(AuthenticationResult.Denied.class);
  }

  @Test
  void twoSecretsAreGoodWhileOneTakesTheOthersPlace() {
    AuthenticationMethod authentication =
        authentication("secret", "new, with a comma", "secret-previous", "old");

    assertThat(
            Authenticators.authenticates(
                authentication, BODY, "Authorization", "new, with a comma"))
        .isTrue();
    assertThat(Authenticators.authenticates(authentication, BODY, "Authorization", "old")).isTrue();
    assertThat(Authenticators.authenticates(authentication, BODY, "Authorization", "new"))
        .isFalse();
  }

  @Test
  void aFilesSecretsAreReadAgainWhenItChanges() throws Exception {
    Path file = Files.writeString(folder.resolve("secrets"), "first\r\n\n second \n");
    AuthenticationMethod authentication =
        authentication("secret-file", file.toString(), "secret", "third");

    for (String good : List.of("first", "second", "third")) {
      assertThat(Authenticators.authenticates(authentication, BODY, "Authorization", good))
          .as(good)
          .isTrue();
    }
    assertThat(Authenticators.authenticates(authentication, BODY, "Authorization", "")).isFalse();

    Path next = Files.writeString(folder.resolve("next"), "fourth\n");
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    assertThat(Authenticators.authenticates(authentication, BODY, "Authorization", "first"))
        .isFalse();
    assertThat(Authenticators.authenticates(authentication, BODY, "Authorization", "fourth"))
        .isTrue();

    Files.writeString(file, "fifth!\n"); // The same length: only the modification time differs.
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
    assertThat(Authenticators.authenticates(authentication, BODY, "Authorization", "fifth!"))
        .isTrue();
    assertThat(Authenticators.authenticates(authentication, BODY, "Authorization", "fourth"))
        .isFalse();
  }

  @Test
  void aFileThatIsGoneForAMomentLeavesItsSecretsGoodAndAnEmptyOneTakesThemBack()
      throws IOException {
    Path file = Files.writeString(folder.resolve("secrets"), "first");
    AuthenticationMethod authentication = authentication("secret-file", file.toString());

    Files.delete(file);
    assertThat(Authenticators.authenticates(authentication, BODY, "Authorization", "first"))
        .isTrue();
    Files.writeString(file, "\n");
    assertThat(Authenticators.authenticates(authentication, BODY, "Authorization", "first"))
        .isFalse();
    assertThat(Authenticators.authenticates(authentication, BODY, "Authorization", "")).isFalse();
  }

  @Test
  void noneTrustsEverybodyAndOnlyWhenItIsWritten() {
    assertThat(Authenticators.authenticates(authentication("auth", "none"), BODY)).isTrue();
    assertThatThrownBy(() -> authentication("format", "distribution"))
        .isInstanceOf(WrongSetting.class);
  }

  @ParameterizedTest
  @CsvSource({
    "auth, closed, .auth",
    "auth, hmac-sha256, .secret",
    "auth, path, .secret",
    "auth, query, .secret",
    "secret, ' ', .secret",
    "secret-file, /nowhere, .secret-file",
    "header, 'X Y', .header",
    "auth, oidc, .oidc.issuer",
  })
  void aWrongSettingIsNamed(String setting, String value, String named) {
    assertThatThrownBy(() -> authentication(setting, value))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("tagfast.sources.ci" + named);
  }

  @ParameterizedTest
  @CsvSource({
    "issuer, ' ', .oidc.issuer",
    "audience, '', .oidc.audience",
    "jwks-url, http://keys.example/jwks, .oidc.jwks-url",
    "jwks-url, keys, .oidc.jwks-url",
    "jwks-url, '', .oidc.jwks-url",
    "subjects, '', .oidc.emails",
  })
  void aWrongIssuerIsNamed(String setting, String value, String named) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("auth", "oidc");
    settings.put("oidc.issuer", "https://issuer.example");
    settings.put("oidc.audience", "tagfast");
    settings.put("oidc.jwks-url", "https://issuer.example/keys");
    settings.put("oidc.subjects", "somebody");
    settings.put("oidc." + setting, value);

    assertThatThrownBy(() -> authentication(settings))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("tagfast.sources.ci" + named);
  }

  @Test
  void theEventsDoorHasNoPathForASecret() {
    assertThatThrownBy(
            () ->
                AuthenticationMethodParser.ofEvents(
                    TestSettings.of(
                            Map.of("tagfast.events.auth", "path", "tagfast.events.secret", "x"))
                        .events()))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("tagfast.events.auth");
  }

  @Test
  void noSecretIsEverShown() {
    AuthenticationMethod authentication = authentication("auth", "path", "secret", "oregano");

    assertThat(authentication.toString()).doesNotContain("oregano");
    assertThat(path("oregano").toString()).doesNotContain("oregano");
    assertThat(
            Authenticators.authenticator()
                .authenticate(authentication, path("basil"), "tagfast.sources.ci")
                .toString())
        .doesNotContain("oregano", "basil");
  }

  private static PresentedCredentials path(String secret) {
    return new PresentedCredentials(Headers.NONE, Map.of(), Optional.of(secret), new byte[0]);
  }

  private static PresentedCredentials query(String name, String value) {
    return new PresentedCredentials(
        Headers.NONE, Map.of(name, List.of(value)), Optional.empty(), new byte[0]);
  }

  private static AuthenticationMethod authentication(String... settings) {
    Map<String, String> all = new TreeMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return authentication(all);
  }

  private static AuthenticationMethod authentication(Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>();
    settings.forEach((name, value) -> all.put("tagfast.sources.ci." + name, value));
    return AuthenticationMethodParser.ofSource(
        "tagfast.sources.ci", TestSettings.of(all).sources().get("ci"));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hmac(String algorithm, String secret, String body) throws Exception {
    Mac mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }
}
