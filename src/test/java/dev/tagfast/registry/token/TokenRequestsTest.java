package dev.tagfast.registry.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Repository;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.registry.ClientAndFakes;
import dev.tagfast.registry.HttpRegistryClient;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.RegistryAnswer.Denied;
import dev.tagfast.registry.RegistryAnswer.Unavailable;
import dev.tagfast.registry.RegistryOnly;
import dev.tagfast.registry.ScriptedRegistry.Reply;
import dev.tagfast.registry.credential.Credential;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Tests tokens: fetched once, cached, renewed, and only from hosts that the operator listed. */
@QuarkusTest
@TestProfile(RegistryOnly.class)
class TokenRequestsTest extends ClientAndFakes {
  @Test
  void aColdTokenCostsTwoRequestsMoreAndAWarmOneNone() {
    FakeToken tokens = tokens("{\"token\":\"t1\",\"expires_in\":300}");
    HttpRegistryClient client =
        client(
            "token-hosts", other.host(),
            "credentials.username", "robot",
            "credentials.password", "pa:ss");

    assertThat(client.head(app(), TAG)).isEqualTo(found());
    assertThat(registry.lines()).containsExactly(HEAD, HEAD);
    assertThat(other.lines())
        .containsExactly(
            "GET /token?x=1&account=robot&service=my+registry"
                + "&scope=repository%3Ateam%2Fapp%3Apull");
    assertThat(other.requests.getFirst().authorization())
        .contains(new Credential.UserAndPassword("robot", "pa:ss").header());
    assertThat(registry.requests.getFirst().authorization()).isEmpty();

    tokens.accepts("t1");
    assertThat(client.head(app(), TAG)).isEqualTo(found());
    assertThat(registry.lines()).hasSize(3);
    assertThat(other.lines()).hasSize(1);
  }

  @Test
  void aTokenNearItsEndIsRenewedWithoutBeingRefusedFirst() {
    tokens("{\"access_token\":\"t1\"}");
    HttpRegistryClient client = client("token-hosts", other.host());
    client.head(app(), TAG);

    now = now.plusSeconds(49);
    client.head(app(), TAG);
    assertThat(other.lines()).as("sixty seconds are the default").hasSize(1);

    now = now.plusSeconds(2);
    client.head(app(), TAG);
    assertThat(other.lines()).hasSize(2);
    assertThat(registry.lines()).as("one of them was a challenge").hasSize(4);
  }

  @Test
  void aRevokedTokenIsRenewedOnce() {
    FakeToken tokens = tokens("{\"token\":\"t1\",\"expires_in\":3600}");
    HttpRegistryClient client = client("token-hosts", other.host());
    client.head(app(), TAG);

    tokens.issues("{\"token\":\"t2\",\"expires_in\":3600}");
    tokens.accepts("t2");
    assertThat(client.head(app(), TAG)).isEqualTo(found());
    assertThat(other.lines()).hasSize(2);

    tokens.accepts("none any more");
    assertThat(client.head(app(), TAG)).isInstanceOf(Denied.class);
    assertThat(other.lines()).hasSize(3);
  }

  @Test
  void manyWhoWantTheSameTokenFetchItOnce() throws Exception {
    tokens("{\"token\":\"t1\",\"expires_in\":3600}");
    HttpRegistryClient client = client("token-hosts", other.host());

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<RegistryAnswer<Descriptor>> ask = () -> client.head(app(), TAG);
      for (var answer : threads.invokeAll(Collections.nCopies(20, ask))) {
        assertThat(answer.get()).isEqualTo(found());
      }
    }

    assertThat(other.lines()).hasSize(1);
  }

  @Test
  void tokensOfTwoRepositoriesAreNotMixed() {
    tokens("{\"token\":\"t1\"}");
    HttpRegistryClient client = client("token-hosts", other.host());

    client.head(app(), TAG);
    client.head(new Repository(registry.host(), "team/other"), TAG);

    assertThat(other.lines()).hasSize(2);
    assertThat(registry.requests.get(2).authorization()).isEmpty();
  }

  @Test
  void anIdentityTokenIsTradedForABearerToken() {
    tokens("{\"access_token\":\"t1\"}");
    HttpRegistryClient client =
        client(
            "token-hosts",
            other.host(),
            "credentials.docker-config",
            "{\"auths\":{\"%s\":{\"identitytoken\":\"r+f\"}}}".formatted(registry.host()));

    assertThat(client.head(app(), TAG)).isEqualTo(found());

    assertThat(other.lines()).containsExactly("POST /token?x=1");
    assertThat(other.requests.getFirst().body())
        .contains("grant_type=refresh_token")
        .contains("refresh_token=r%2Bf")
        .contains("scope=repository%3Ateam%2Fapp%3Apull");
  }

  @Test
  void aRealmOnAStrangersHostIsNotAsked() {
    tokens("{\"token\":\"t1\"}");
    HttpRegistryClient client =
        client("credentials.username", "robot", "credentials.password", "s3cret");

    assertThat(why(client.head(app(), TAG)))
        .contains("add " + other.host() + " to tagfast.registries.hub.token-hosts")
        .doesNotContain("s3cret");
    assertThat(other.requests).isEmpty();
  }

  @Test
  void aRealmThatIsNoAddressIsNotAsked() {
    for (String realm : List.of("/token", "file:///etc/passwd", "http://u:p@127.0.0.1", "::", "")) {
      registry.answers(
          request -> Reply.of(401).with("WWW-Authenticate", FakeToken.challenge(realm)));

      assertThat(why(client().head(app(), TAG))).as(realm).contains("was sent for a token to");
    }
  }

  @Test
  void aTokenThatCouldEndTheHeaderIsNone() {
    tokens("{\"token\":\"a\\r\\nX-Evil: 1\"}");

    assertThat(client("token-hosts", other.host()).head(app(), TAG))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  void aRealmThatRefusesTheCredentialIsDenied() {
    tokens("");
    other.answers(request -> Reply.of(401));

    assertThat(
            why(
                client(
                        "token-hosts", other.host(),
                        "credentials.username", "robot",
                        "credentials.password", "s3cret")
                    .head(app(), TAG)))
        .contains("got no token")
        .contains("tagfast.registries.hub.credentials")
        .doesNotContain("s3cret");
  }

  @Test
  void aRealmThatIsDownMakesTheRegistryUnavailable() {
    tokens("");
    other.answers(request -> Reply.of(503));

    assertThat(why(client("token-hosts", other.host()).head(app(), TAG)))
        .contains("got no token")
        .contains("answered 503 (asked 3 times)");
  }
}
