package dev.tagfast.registry.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class DockerConfigTest {
  private static final List<String> HOSTS = List.of("registry.example.com");

  @Test
  void theLongestPathWins() {
    DockerConfig config =
        DockerConfig.parse(
            auths(
                entry("registry.example.com", "all:1"),
                entry("registry.example.com/team/app", "app:3"),
                entry("registry.example.com/team", "team:2"),
                entry("other.example.com/team/app/x", "other:4")));

    assertThat(config.find(HOSTS, "team/app")).contains(user("app", "3"));
    assertThat(config.find(HOSTS, "team/app/x")).contains(user("app", "3"));
    assertThat(config.find(HOSTS, "team/application")).contains(user("team", "2"));
    assertThat(config.find(HOSTS, "teams")).contains(user("all", "1"));
    assertThat(config.find(List.of("third.example.com"), "team/app")).isEmpty();
  }

  @Test
  void passwordsKeepTheirColons() {
    DockerConfig config = DockerConfig.parse(auths(entry("registry.example.com", "u:a:b::c")));

    assertThat(config.find(HOSTS, "app")).contains(user("u", "a:b::c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example.com",
        "https://registry.example.com",
        "http://registry.example.com/",
        "https://registry.example.com/v1/",
        "https://registry.example.com/v2",
        "REGISTRY.example.com/v2/"
      })
  void keysAreReadWithOrWithoutSchemeAndVersion(String key) {
    assertThat(DockerConfig.parse(auths(entry(key, "u:p"))).find(HOSTS, "team/app"))
        .contains(user("u", "p"));
  }

  @Test
  void dockerHubIsFoundUnderItsOldKey() {
    DockerConfig config = DockerConfig.parse(auths(entry("https://index.docker.io/v1/", "u:p")));

    assertThat(config.find(List.of("docker.io"), "library/nginx")).contains(user("u", "p"));
  }

  @Test
  void anIdentityTokenIsPreferredAndNeverShown() {
    Optional<Credential> found =
        DockerConfig.parse(
                "{\"auths\":{\"registry.example.com\":{\"auth\":\"%s\",\"identitytoken\":\"t0p\"}}}"
                    .formatted(base64("<token>:")))
            .find(HOSTS, "app");

    assertThat(found).contains(new Credential.IdentityToken("t0p"));
    assertThat(found.toString() + user("u", "s3cret")).doesNotContain("t0p").doesNotContain("s3cr");
  }

  @Test
  void userAndPasswordMayStandOnTheirOwn() {
    String json =
        "{\"auths\":{\"registry.example.com\":{\"username\":\"u\",\"password\":\"a:b\"}}}";

    assertThat(DockerConfig.parse(json).find(HOSTS, "app")).contains(user("u", "a:b"));
  }

  /** As docker and the kubelet do: an empty {@code auth} says nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "null"})
  void anEmptyAuthBesideUserAndPasswordDoesNotHideThem(String auth) {
    String json =
        "{\"auths\":{\"registry.example.com\":{\"username\":\"u\",\"password\":\"p\",\"auth\":%s}}}"
            .formatted(auth);

    assertThat(DockerConfig.parse(json).find(HOSTS, "app")).contains(user("u", "p"));
  }

  @Test
  void anAuthWinsOverUserAndPassword() {
    String json =
        "{\"auths\":{\"registry.example.com\":{\"username\":\"u\",\"password\":\"p\",\"auth\":\"%s\"}}}"
            .formatted(base64("v:q"));

    assertThat(DockerConfig.parse(json).find(HOSTS, "app")).contains(user("v", "q"));
  }

  @Test
  void base64MayHaveLineBreaksAndNoPadding() {
    String password = "p".repeat(90);
    String broken =
        Base64.getMimeEncoder().encodeToString(("u:" + password).getBytes(UTF_8)) + "\r\n";
    String json =
        "{\"auths\":{\"registry.example.com\":{\"auth\":\"%s\"}}}"
            .formatted(broken.replace("=", "").replace("\r", "\\r").replace("\n", "\\n"));

    assertThat(DockerConfig.parse(json).find(HOSTS, "app")).contains(user("u", password));
  }

  @ParameterizedTest
  @CsvSource({
    "*.example.com, registry.example.com, true",
    "*.EXAMPLE.com, registry.example.com, true",
    "https://*.example.com/v2/, registry.example.com, true",
    "*.example.com, example.com, false",
    "*.example.com, a.registry.example.com, false",
    "*.*.example.com, a.registry.example.com, true",
    "*, registry.example.com, false",
    "registry.*.com, registry.example.com, true",
    "reg*.example.com, registry.example.com, true",
    "*try.example.com, registry.example.com, true",
    "reg?stry.example.com, registry.example.com, true",
    "registry[0-9].example.com, registry7.example.com, true",
    "registry[^0-9].example.com, registry7.example.com, false",
    "registry[^0-9]example.com, registry.example.com, false",
    "*.example.com, registry.example.com:5000, false",
    "*.example.com:5000, registry.example.com:5000, true",
    "*.example.com:5000, registry.example.com, false",
    "registry[.example.com, registry.example.com, false",
    "*(.example.com, registry.example.com, false",
  })
  void aPatternMatchesLabelByLabelAsInTheKubelet(String key, String host, boolean matches) {
    assertThat(DockerConfig.parse(auths(entry(key, "u:p"))).find(List.of(host), "app").isPresent())
        .isEqualTo(matches);
  }

  @Test
  void theHostItselfWinsOverPatternsAndTheLastPatternOverTheOthers() {
    DockerConfig config =
        DockerConfig.parse(
            auths(
                entry("*.example.com", "any:1"),
                entry("*.example.com/team", "anyteam:2"),
                entry("reg*.example.com", "reg:3"),
                entry("registry.example.com/team", "team:4")));

    assertThat(config.find(HOSTS, "team/app")).contains(user("team", "4"));
    assertThat(config.find(HOSTS, "other/app")).contains(user("reg", "3"));
    assertThat(config.find(List.of("mirror.example.com"), "team/app"))
        .contains(user("anyteam", "2"));
    assertThat(config.find(List.of("mirror.example.com"), "teams/app")).contains(user("any", "1"));
  }

  @Test
  void theVersionOfTheApiInFrontOfAPathIsNoPartOfIt() {
    DockerConfig config =
        DockerConfig.parse(auths(entry("https://registry.example.com/v2/team", "u:p")));

    assertThat(config.find(HOSTS, "team/app")).contains(user("u", "p"));
    assertThat(config.find(HOSTS, "other/app")).isEmpty();
  }

  @Test
  void entriesWithoutCredentialAreNone() {
    assertThat(DockerConfig.parse("{\"auths\":{\"registry.example.com\":{}}}").find(HOSTS, "app"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s3cret",
        "[]",
        "{\"credsStore\":\"s3cret\"}",
        "{\"auths\":{\"a.example.com\":{\"auth\":\"?s3cret\"",
        "{\"auths\":{\"a.example.com\":{\"auth\":\"?s3cret\"}}}",
      })
  void anotherShapeIsRefusedWithoutShowingIt(String json) {
    assertThatThrownBy(() -> DockerConfig.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @Test
  void aFileIsReadAgainWhenItChangesAndKeptWhileItIsBroken(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("config.json");
    write(file, auths(entry("registry.example.com", "u:old")), 1);
    DockerConfigFile keychain = new DockerConfigFile(file);
    assertThat(keychain.find(HOSTS, "app")).contains(user("u", "old"));

    write(file, auths(entry("registry.example.com", "u:new")), 2);
    assertThat(keychain.find(HOSTS, "app")).contains(user("u", "new"));

    write(file, "{ half", 3);
    assertThat(keychain.find(HOSTS, "app")).contains(user("u", "new"));

    Files.delete(file);
    assertThat(keychain.find(HOSTS, "app")).contains(user("u", "new"));
  }

  private static void write(Path file, String text, long second) throws Exception {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
  }

  public static String auths(String... entries) {
    return "{\"auths\":{" + String.join(",", entries) + "}}";
  }

  public static String entry(String key, String pair) {
    return "\"%s\":{\"auth\":\"%s\"}".formatted(key, base64(pair));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static Credential user(String user, String password) {
    return new Credential.UserAndPassword(user, password);
  }
}
