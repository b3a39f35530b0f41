package dev.tagfast.registry.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.manifest.ContentDigest;
import dev.tagfast.registry.ClientAndFakes;
import dev.tagfast.registry.HttpRegistryClient;
import dev.tagfast.registry.RegistryAnswer.Denied;
import dev.tagfast.registry.RegistryAnswer.Unavailable;
import dev.tagfast.registry.RegistryOnly;
import dev.tagfast.registry.ScriptedRegistry.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests which credential each request sends to which host. */
@QuarkusTest
@TestProfile(RegistryOnly.class)
class CredentialsTest extends ClientAndFakes {
  @Test
  void basicIsAnsweredOnceAndThenSentAtOnce() {
    String header = new Credential.UserAndPassword("robot$hub", "pa$$:ss${x}").header();
    registry.answers(
        request ->
            request.authorization().equals(Optional.of(header))
                ? SEEN
                : Reply.of(401).with("WWW-Authenticate", "Basic realm=\"x\""));
    HttpRegistryClient client =
        client("credentials.username", "robot$hub", "credentials.password", "pa$$:ss${x}");

    assertThat(client.head(app(), TAG)).isEqualTo(found());
    assertThat(registry.lines()).hasSize(2);
    assertThat(client.head(app(), TAG)).isEqualTo(found());
    assertThat(registry.lines()).hasSize(3);
  }

  @Test
  void aRefusedPasswordIsSentOnceAndTheSettingIsNamed() {
    registry.answers(request -> Reply.of(401).with("WWW-Authenticate", "Basic realm=\"x\""));
    HttpRegistryClient client =
        client("credentials.username", "robot", "credentials.password", "s3cret");

    assertThat(why(client.head(app(), TAG)))
        .contains("answered 401")
        .contains("tagfast.registries.hub.credentials")
        .doesNotContain("s3cret");
    assertThat(registry.lines()).hasSize(2);
    assertThat(client.head(app(), TAG)).isInstanceOf(Denied.class);
    assertThat(registry.lines()).hasSize(3);
  }

  @Test
  void withoutCredentialTheMissingSettingIsNamed() {
    registry.answers(request -> Reply.of(401).with("WWW-Authenticate", "Basic realm=\"x\""));

    assertThat(why(client().head(app(), TAG)))
        .contains("set tagfast.registries.hub.credentials.username");
  }

  @Test
  void puttingUsesThePushCredentialAlone() {
    tokens("{\"token\":\"t1\"}");
    HttpRegistryClient client =
        client(
            "token-hosts", other.host(),
            "credentials.username", "reader",
            "credentials.password", "r",
            "push-credentials.username", "writer",
            "push-credentials.password", "w");

    assertThat(client.put(app(), TAG, MANIFEST)).isEqualTo(found());

    assertThat(registry.lines()).containsExactly(PUT, PUT);
    assertThat(registry.requests.getLast().body()).isEqualTo(new String(BYTES, UTF_8));
    assertThat(registry.requests.getLast().headers().getFirst("Content-Type")).isEqualTo(INDEX);
    assertThat(other.lines().getFirst())
        .contains("account=writer")
        .contains("scope=repository%3Ateam%2Fapp%3Apull%2Cpush");
  }

  @Test
  void withoutPushCredentialsNothingIsPutWithThoseForReading() {
    tokens("{\"token\":\"t1\"}");
    HttpRegistryClient client =
        client(
            "token-hosts", other.host(),
            "credentials.username", "reader",
            "credentials.password", "r");

    assertThat(why(client.put(app(), TAG, MANIFEST)))
        .contains("tagfast.registries.hub.push-credentials.username");
    assertThat(other.requests).isEmpty();
    assertThat(registry.requests).isEmpty();
  }

  @Test
  void aRegistryThatStoresSomethingElseHasNotStoredIt() {
    registry.answers(
        request ->
            Reply.of(201).with("Docker-Content-Digest", ContentDigest.sha256(new byte[1]).value()));

    assertThat(writer().put(app(), TAG, MANIFEST)).isInstanceOf(Unavailable.class);
  }
}
