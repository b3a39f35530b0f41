package dev.tagfast.registry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.registry.RegistrySettingsText;
import dev.tagfast.registry.credential.Credential;
import dev.tagfast.registry.credential.DockerConfigTest;
import dev.tagfast.settings.WrongSetting;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryCatalogTest {
  @Test
  void aRegistryIsKnownByAllItsHosts() {
    RegistryCatalog catalog =
        hub("host", "Registry.svc:5000", "aliases", "localhost:5001, LOCALHOST:5002");

    assertThat(catalog.canonical(new Repository("localhost:5001", "team/app")))
        .isEqualTo(new Repository("registry.svc:5000", "team/app"));
    assertThat(catalog.nameOf("LocalHost:5002")).contains("hub");
    assertThat(catalog.hostOf("hub")).contains("registry.svc:5000");
  }

  @Test
  void aStrangersHostIsNotListed() {
    RegistryCatalog catalog = hub("host", "registry.example.com");
    Repository stranger = new Repository("evil.example.com", "a");

    assertThat(catalog.canonical(stranger)).isEqualTo(stranger);
    assertThat(catalog.nameOf("evil.example.com")).isEmpty();
    assertThat(catalog.nameOf("no host at all\r\n")).isEmpty();
    assertThat(catalog.hostOf("evil")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "registry.example.com, false, registry.example.com:443, true",
    "registry.example.com, false, registry.example.com:80, false",
    "registry.example.com:443, false, registry.example.com, true",
    "registry.example.com:80, false, registry.example.com, false",
    "registry.example.com:5000, false, registry.example.com, false",
    "registry.example.com, true, registry.example.com:80, true",
    "registry.example.com, true, registry.example.com:443, true",
    "registry.example.com:80, true, registry.example.com, true",
    "[fd00::443], false, [fd00::443]:443, true",
  })
  void thePortThatTheSchemeImpliesMakesNoOtherRegistry(
      String host, String insecure, String said, boolean listed) {
    RegistryCatalog catalog = hub("host", host, "insecure", insecure);

    assertThat(catalog.nameOf(said).isPresent()).isEqualTo(listed);
    assertThat(catalog.canonical(new Repository(said, "app")))
        .isEqualTo(new Repository(listed ? host : said, "app"));
  }

  @Test
  void whatIsWrittenUnderARegistryWinsOverAPortThatAnotherImplies() {
    RegistryCatalog catalog =
        new RegistryCatalog(
            RegistrySettingsText.of(
                Map.of(
                    "tagfast.registries.a.host", "a.example.com",
                    "tagfast.registries.b.host", "a.example.com:443",
                    "tagfast.registries.c.host", "c.example.com:443",
                    "tagfast.registries.d.host", "c.example.com:80",
                    "tagfast.registries.d.insecure", "true")));

    assertThat(catalog.nameOf("a.example.com")).contains("a");
    assertThat(catalog.nameOf("a.example.com:443")).contains("b");
    assertThat(catalog.nameOf("c.example.com")).as("two registries imply it").isEmpty();
  }

  @Test
  void aKeyHasTheCanonicalHostAndTheTagAsTheRegistryStoresIt() {
    RegistryCatalog catalog =
        hub("host", "gitea.example.com", "aliases", "localhost:3000", "tag-case", " Lower ");
    Tag tag = new Tag("Main-SNAPSHOT");

    assertThat(catalog.key(new Repository("localhost:3000", "team/app"), tag))
        .hasToString("gitea.example.com/team/app:main-snapshot");
    assertThat(catalog.key(new Repository("evil.example.com", "team/app"), tag))
        .hasToString("evil.example.com/team/app:Main-SNAPSHOT");
    assertThat(hub("host", "a.example.com").key(new Repository("a.example.com", "app"), tag))
        .hasToString("a.example.com/app:Main-SNAPSHOT");
  }

  @Test
  void anchorsNeedCredentialsToPushThem() {
    assertThat(
            listed(
                    "host", "registry.example.com",
                    "anchors", "true",
                    "push-credentials.username", "restorer",
                    "push-credentials.password", "sage")
                .anchors())
        .isEqualTo(Anchors.ON);
    assertThat(listed("host", "registry.example.com").anchors()).isEqualTo(Anchors.OFF);
  }

  @Test
  void withoutAnAddressItIsTheHostOverTls() {
    assertThat(listed("host", "registry.example.com:5000").api())
        .isEqualTo(URI.create("https://registry.example.com:5000"));
    assertThat(listed("host", "localhost:5000", "insecure", "true").api())
        .isEqualTo(URI.create("http://localhost:5000"));
    assertThat(listed("host", "a.example.com", "url", "https://b.example.com/oci/").api())
        .isEqualTo(URI.create("https://b.example.com/oci"));
  }

  @Test
  void dockerHubAnswersAndAuthenticatesElsewhere() {
    ListedRegistry hub = listed("host", "index.docker.io");

    assertThat(hub.host()).isEqualTo("docker.io");
    assertThat(hub.api()).isEqualTo(URI.create("https://registry-1.docker.io"));
    assertThat(hub.tokenHosts()).containsExactly("auth.docker.io");
  }

  @Test
  void pullAndPushCredentialsAreSeparate() {
    ListedRegistry registry =
        listed(
            "host", "registry.example.com",
            "credentials.username", "reader",
            "credentials.password", "a:b",
            "push-credentials.docker-config",
                DockerConfigTest.auths(DockerConfigTest.entry("registry.example.com", "w:c:d")));

    assertThat(registry.credential("app", false))
        .contains(new Credential.UserAndPassword("reader", "a:b"));
    assertThat(registry.credential("app", true))
        .contains(new Credential.UserAndPassword("w", "c:d"));
    assertThat(registry.toString()).doesNotContain("a:b").doesNotContain("c:d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host     | https://registry.example.com | tagfast.registries.hub.host",
        "host     | registry.example.com:99999   | tagfast.registries.hub.host",
        "aliases  | a.example.com,b c            | tagfast.registries.hub.aliases",
        "url      | registry.example.com         | tagfast.registries.hub.url",
        "url      | ftp://registry.example.com   | tagfast.registries.hub.url",
        "url      | http://registry.example.com  | tagfast.registries.hub.insecure=true",
        "url      | https://u:s3cret@example.com | tagfast.registries.hub.url",
        "url      | https://example.com?s3cret=1 | tagfast.registries.hub.url",
        "ca       | /no/such/file.pem            | tagfast.registries.hub.ca",
        "attempts | 0                            | tagfast.registries.hub.attempts",
        "timeout  | 0s                           | tagfast.registries.hub.timeout",
        "token-hosts    | https://auth.example.com | tagfast.registries.hub.token-hosts",
        "redirect-hosts | *                        | tagfast.registries.hub.redirect-hosts",
        "tag-case | upper                          | tagfast.registries.hub.tag-case",
        "anchors  | true                           | tagfast.registries.hub.push-credentials",
        "anchors  | auto                           | tagfast.registries.hub.push-credentials",
        "anchors  | perhaps                        | write true, false or auto",
        "credentials.username | robot              | tagfast.registries.hub.credentials.password",
        "credentials.password | s3cret             | tagfast.registries.hub.credentials.username",
        "push-credentials.password | s3cret   | tagfast.registries.hub.push-credentials.username",
        "credentials.docker-config | {\"s3cret\"   | tagfast.registries.hub.credentials.docker-config",
        "credentials.docker-config-file | /no/file | tagfast.registries.hub.credentials.docker-config-file",
      })
  void aWrongSettingIsNamedInFull(String property, String value, String named) {
    assertThatThrownBy(() -> hub("host", "registry.example.com", property, value))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining(named)
        .hasMessageContaining("write")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void userAndDockerConfigContradictEachOther() {
    assertThatThrownBy(
            () ->
                hub(
                    "host", "registry.example.com",
                    "credentials.username", "u",
                    "credentials.password", "s3cret",
                    "credentials.docker-config", "{\"auths\":{}}"))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("tagfast.registries.hub.credentials is set in more than one way")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aFileWithoutCertificateIsNoAuthority(@TempDir Path folder) throws Exception {
    Path empty = Files.writeString(folder.resolve("ca.pem"), "");

    assertThatThrownBy(() -> hub("host", "registry.example.com", "ca", empty.toString()))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("tagfast.registries.hub.ca");
  }

  @Test
  void noTwoRegistriesShareAHost() {
    assertThatThrownBy(
            () ->
                new RegistryCatalog(
                    RegistrySettingsText.of(
                        Map.of(
                            "tagfast.registries.a.host", "a.example.com",
                            "tagfast.registries.b.host", "b.example.com",
                            "tagfast.registries.b.aliases", "A.example.com"))))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("tagfast.registries.b.aliases has a.example.com")
        .hasMessageContaining("tagfast.registries.a;");
  }

  private static ListedRegistry listed(String... pairs) {
    RegistryCatalog catalog = hub(pairs);
    return catalog.find(catalog.hostOf("hub").orElseThrow()).orElseThrow();
  }

  private static RegistryCatalog hub(String... pairs) {
    return new RegistryCatalog(RegistrySettingsText.hub(pairs));
  }
}
