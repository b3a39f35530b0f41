package dev.tagfast.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.registry.FakeRegistry.Asked;
import dev.tagfast.registry.FakeRegistry.Reply;
import dev.tagfast.registry.RegistryAnswer.Absent;
import dev.tagfast.registry.RegistryAnswer.Denied;
import dev.tagfast.registry.RegistryAnswer.Found;
import dev.tagfast.registry.RegistryAnswer.NotListed;
import dev.tagfast.registry.RegistryAnswer.Unavailable;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client makes of a registry that misbehaves, request by request. */
@QuarkusTest
@TestProfile(RegistryOnly.class)
class HttpRegistryClientTest {
  private static final Tag TAG = new Tag("1.2");
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final byte[] BYTES = "{\"schemaVersion\":2}".getBytes(UTF_8);
  private static final Digest DIGEST = ContentHash.sha256(BYTES);
  private static final Manifest MANIFEST = new Manifest(new Descriptor(DIGEST, INDEX), BYTES);
  private static final String HEAD = "HEAD /v2/team/app/manifests/1.2";
  private static final String PUT = "PUT /v2/team/app/manifests/1.2";
  private static final Reply SEEN =
      Reply.of(200)
          .with("Docker-Content-Digest", DIGEST.value())
          .with("Content-Type", INDEX + "; charset=utf-8");

  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private final List<HttpRegistryClient> clients = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private FakeRegistry registry;
  private FakeRegistry other;

  @BeforeEach
  void startServers() {
    registry = new FakeRegistry();
    other = new FakeRegistry();
  }

  @AfterEach
  void stopServers() {
    clients.forEach(HttpRegistryClient::close);
    registry.close();
    other.close();
  }

  @Test
  void headAsksForTheFourManifestTypesAndReadsTheDigest() {
    registry.answers(ask -> SEEN);

    assertThat(client().head(app(), TAG)).isEqualTo(found());

    assertThat(registry.lines()).containsExactly(HEAD);
    assertThat(registry.asked.getFirst().headers().getFirst("Accept"))
        .contains("vnd.oci.image.index.v1+json")
        .contains("vnd.oci.image.manifest.v1+json")
        .contains("vnd.docker.distribution.manifest.list.v2+json")
        .contains("vnd.docker.distribution.manifest.v2+json");
  }

  @Test
  void withoutADigestHeaderTheBytesAreHashed() {
    registry.answers(ask -> Reply.of(200).with("Content-Type", INDEX).body(BYTES));

    assertThat(client().head(app(), TAG)).isEqualTo(found());

    assertThat(registry.lines()).containsExactly(HEAD, HEAD.replace("HEAD", "GET"));
  }

  @Test
  void bytesThatAreNotTheDigestAreNotFound() {
    registry.answers(ask -> SEEN.body("something else".getBytes(UTF_8)));

    assertThat(client().get(app(), DIGEST))
        .asInstanceOf(type(Unavailable.class))
        .extracting(Unavailable::why)
        .asString()
        .startsWith("GET " + registry.host() + "/team/app@" + DIGEST)
        .contains("another manifest");
  }

  @Test
  void aSha512DigestIsHashedAsOne() throws Exception {
    byte[] hash = java.security.MessageDigest.getInstance("SHA-512").digest(BYTES);
    Digest sha512 = new Digest("sha512:" + java.util.HexFormat.of().formatHex(hash));
    registry.answers(ask -> Reply.of(200).with("Content-Type", INDEX).body(BYTES));

    assertThat(client().get(app(), sha512))
        .isEqualTo(new Found<>(new Manifest(new Descriptor(sha512, INDEX), BYTES)));
    assertThat(client().head(app(), sha512)).isEqualTo(new Found<>(new Descriptor(sha512, INDEX)));
  }

  @Test
  void aBodyWithoutEndIsNotRead() {
    registry.answers(ask -> Reply.of(200).body(new byte[Wire.MOST_BYTES + 1]));

    assertThat(why(client().get(app(), DIGEST))).contains("more than 4 MiB");
  }

  @Test
  void notThereIsAnAnswer() {
    registry.answers(ask -> Reply.of(404));

    assertThat(client().head(app(), TAG)).isEqualTo(new Absent<>());
    assertThat(client().get(app(), DIGEST)).isEqualTo(new Absent<>());
    assertThat(pauses).isEmpty();
  }

  @Test
  void aRefusedReferenceIsDeniedAtOnce() {
    registry.answers(
        ask ->
            Reply.of(400).body("{\"errors\":[{\"code\":\"MANIFEST_INVALID\"}]}".getBytes(UTF_8)));

    assertThat(why(client().get(app(), DIGEST)))
        .isEqualTo(
            "GET " + registry.host() + "/team/app@" + DIGEST + " answered 400 MANIFEST_INVALID");
    assertThat(registry.lines()).hasSize(1);
  }

  @Test
  void aHostThatIsNotListedIsNotAsked() {
    Repository stranger = new Repository(other.host(), "team/app");

    assertThat(client().head(stranger, TAG)).isEqualTo(new NotListed<>(other.host()));
    assertThat(client().put(stranger, TAG, MANIFEST)).isEqualTo(new NotListed<>(other.host()));
    assertThat(other.asked).isEmpty();
  }

  @Test
  void aColdTokenCostsTwoRequestsMoreAndAWarmOneNone() {
    FakeToken tokens = new FakeToken(registry, other, "{\"token\":\"t1\",\"expires_in\":300}");
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
    assertThat(other.asked.getFirst().authorization())
        .contains(new Credential.UserAndPassword("robot", "pa:ss").header());
    assertThat(registry.asked.getFirst().authorization()).isEmpty();

    tokens.accepts("t1");
    assertThat(client.head(app(), TAG)).isEqualTo(found());
    assertThat(registry.lines()).hasSize(3);
    assertThat(other.lines()).hasSize(1);
  }

  @Test
  void aTokenNearItsEndIsRenewedWithoutBeingRefusedFirst() {
    new FakeToken(registry, other, "{\"access_token\":\"t1\"}");
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
    FakeToken tokens = new FakeToken(registry, other, "{\"token\":\"t1\",\"expires_in\":3600}");
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
    new FakeToken(registry, other, "{\"token\":\"t1\",\"expires_in\":3600}");
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
    new FakeToken(registry, other, "{\"token\":\"t1\"}");
    HttpRegistryClient client = client("token-hosts", other.host());

    client.head(app(), TAG);
    client.head(new Repository(registry.host(), "team/other"), TAG);

    assertThat(other.lines()).hasSize(2);
    assertThat(registry.asked.get(2).authorization()).isEmpty();
  }

  @Test
  void anIdentityTokenIsTradedForABearerToken() {
    new FakeToken(registry, other, "{\"access_token\":\"t1\"}");
    HttpRegistryClient client =
        client(
            "token-hosts",
            other.host(),
            "credentials.docker-config",
            "{\"auths\":{\"%s\":{\"identitytoken\":\"r+f\"}}}".formatted(registry.host()));

    assertThat(client.head(app(), TAG)).isEqualTo(found());

    assertThat(other.lines()).containsExactly("POST /token?x=1");
    assertThat(other.asked.getFirst().body())
        .contains("grant_type=refresh_token")
        .contains("refresh_token=r%2Bf")
        .contains("scope=repository%3Ateam%2Fapp%3Apull");
  }

  @Test
  void aRealmOnAStrangersHostIsNotAsked() {
    new FakeToken(registry, other, "{\"token\":\"t1\"}");
    HttpRegistryClient client =
        client("credentials.username", "robot", "credentials.password", "s3cret");

    assertThat(why(client.head(app(), TAG)))
        .contains("add " + other.host() + " to tagfast.registries.hub.token-hosts")
        .doesNotContain("s3cret");
    assertThat(other.asked).isEmpty();
  }

  @Test
  void aRealmThatIsNoAddressIsNotAsked() {
    for (String realm : List.of("/token", "file:///etc/passwd", "http://u:p@127.0.0.1", "::", "")) {
      registry.answers(ask -> Reply.of(401).with("WWW-Authenticate", bearer(realm)));

      assertThat(why(client().head(app(), TAG))).as(realm).contains("was sent for a token to");
    }
  }

  @Test
  void aTokenThatCouldEndTheHeaderIsNone() {
    new FakeToken(registry, other, "{\"token\":\"a\\r\\nX-Evil: 1\"}");

    assertThat(client("token-hosts", other.host()).head(app(), TAG))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  void aRealmThatRefusesTheCredentialIsDenied() {
    new FakeToken(registry, other, "");
    other.answers(ask -> Reply.of(401));

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
    new FakeToken(registry, other, "");
    other.answers(ask -> Reply.of(503));

    assertThat(why(client("token-hosts", other.host()).head(app(), TAG)))
        .contains("got no token")
        .contains("answered 503 (asked 3 times)");
  }

  @Test
  void basicIsAnsweredOnceAndThenSentAtOnce() {
    String header = new Credential.UserAndPassword("robot", "pa:ss").header();
    registry.answers(
        ask ->
            ask.authorization().equals(Optional.of(header))
                ? SEEN
                : Reply.of(401).with("WWW-Authenticate", "Basic realm=\"x\""));
    HttpRegistryClient client =
        client("credentials.username", "robot", "credentials.password", "pa:ss");

    assertThat(client.head(app(), TAG)).isEqualTo(found());
    assertThat(registry.lines()).hasSize(2);
    assertThat(client.head(app(), TAG)).isEqualTo(found());
    assertThat(registry.lines()).hasSize(3);
  }

  @Test
  void aRefusedPasswordIsSentOnceAndTheSettingIsNamed() {
    registry.answers(ask -> Reply.of(401).with("WWW-Authenticate", "Basic realm=\"x\""));
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
    registry.answers(ask -> Reply.of(401).with("WWW-Authenticate", "Basic realm=\"x\""));

    assertThat(why(client().head(app(), TAG)))
        .contains("set tagfast.registries.hub.credentials.username");
  }

  @Test
  void puttingUsesThePushCredentialAlone() {
    new FakeToken(registry, other, "{\"token\":\"t1\"}");
    HttpRegistryClient client =
        client(
            "token-hosts", other.host(),
            "credentials.username", "reader",
            "credentials.password", "r",
            "push-credentials.username", "writer",
            "push-credentials.password", "w");

    assertThat(client.put(app(), TAG, MANIFEST)).isEqualTo(found());

    assertThat(registry.lines()).containsExactly(PUT, PUT);
    assertThat(registry.asked.getLast().body()).isEqualTo(new String(BYTES, UTF_8));
    assertThat(registry.asked.getLast().headers().getFirst("Content-Type")).isEqualTo(INDEX);
    assertThat(other.lines().getFirst())
        .contains("account=writer")
        .contains("scope=repository%3Ateam%2Fapp%3Apull%2Cpush");
  }

  @Test
  void withoutPushCredentialsNothingIsPutWithThoseForReading() {
    new FakeToken(registry, other, "{\"token\":\"t1\"}");
    HttpRegistryClient client =
        client(
            "token-hosts", other.host(),
            "credentials.username", "reader",
            "credentials.password", "r");

    assertThat(why(client.put(app(), TAG, MANIFEST)))
        .contains("tagfast.registries.hub.push-credentials.username");
    assertThat(other.asked).isEmpty();
    assertThat(registry.asked).allMatch(ask -> ask.authorization().isEmpty());
  }

  @Test
  void aRegistryThatStoresSomethingElseHasNotStoredIt() {
    registry.answers(
        ask ->
            Reply.of(201).with("Docker-Content-Digest", ContentHash.sha256(new byte[1]).value()));

    assertThat(client().put(app(), TAG, MANIFEST)).isInstanceOf(Unavailable.class);
  }

  @Test
  void aRedirectIsFollowedWithoutTheCredential() {
    String basic = new Credential.UserAndPassword("robot", "s3cret").header();
    registry.answers(
        ask ->
            ask.authorization().isEmpty()
                ? Reply.of(401).with("WWW-Authenticate", "Basic")
                : Reply.of(307).with("Location", other.url() + "/cdn%2Fm?sig=a%2Bb"));
    other.answers(ask -> SEEN);

    assertThat(
            client(
                    "redirect-hosts", other.host(),
                    "credentials.username", "robot",
                    "credentials.password", "s3cret")
                .head(app(), TAG))
        .isEqualTo(found());

    assertThat(registry.asked.getLast().authorization()).contains(basic);
    assertThat(other.lines()).containsExactly("HEAD /cdn%2Fm?sig=a%2Bb");
    assertThat(other.asked.getFirst().authorization()).isEmpty();
    assertThat(other.asked.getFirst().headers().getFirst("Accept")).contains("image.index");
  }

  @Test
  void aRedirectWithinTheRegistryKeepsTheCredential() {
    registry.answers(
        ask ->
            ask.authorization().isEmpty()
                ? Reply.of(401).with("WWW-Authenticate", "Basic")
                : ask.line().equals(HEAD) ? Reply.of(302).with("Location", "/moved") : SEEN);

    assertThat(
            client("credentials.username", "robot", "credentials.password", "p").head(app(), TAG))
        .isEqualTo(found());
    assertThat(registry.asked.getLast().authorization()).isPresent();
  }

  @Test
  void aRedirectToAStrangerIsNotFollowed() {
    registry.answers(ask -> Reply.of(307).with("Location", other.url() + "/x?sig=s3cret"));

    assertThat(why(client().head(app(), TAG)))
        .contains("add " + other.host() + " to tagfast.registries.hub.redirect-hosts")
        .doesNotContain("s3cret");
    assertThat(other.asked).isEmpty();
  }

  @Test
  void aStrangersChallengeIsNotAnswered() {
    registry.answers(ask -> Reply.of(307).with("Location", other.url() + "/x"));
    other.answers(ask -> Reply.of(401).with("WWW-Authenticate", "Basic"));

    assertThat(
            why(
                client(
                        "redirect-hosts", other.host(),
                        "credentials.username", "robot",
                        "credentials.password", "p")
                    .head(app(), TAG)))
        .contains("was redirected to " + other.url() + ", which answered 401");
    assertThat(other.asked).hasSize(1);
  }

  @Test
  void aCircleOfRedirectsEnds() {
    registry.answers(ask -> Reply.of(307).with("Location", ask.line().split(" ")[1]));

    assertThat(why(client().head(app(), TAG))).contains("redirected more than 5 times");
    assertThat(registry.lines()).hasSize(6);
  }

  @Test
  void aPutThatWouldBecomeAGetIsNotFollowed() {
    registry.answers(ask -> Reply.of(302).with("Location", "/elsewhere"));

    assertThat(why(client().put(app(), TAG, MANIFEST))).contains("answered 302");
    assertThat(registry.lines()).containsExactly(PUT);
  }

  @Test
  void aRegistryThatRecoversIsAskedAgain() {
    registry.answersInTurn(Reply.of(503), Reply.of(500), SEEN);

    assertThat(client().head(app(), TAG)).isEqualTo(found());
    assertThat(pauses).hasSize(2).allMatch(pause -> pause.compareTo(Duration.ofMillis(400)) <= 0);
  }

  @Test
  void afterThreeTimesItIsUnavailable() {
    registry.answers(ask -> Reply.of(503));

    assertThat(client().put(app(), TAG, MANIFEST))
        .isEqualTo(
            new Unavailable<>(
                "PUT " + registry.host() + "/team/app:1.2 answered 503 (asked 3 times)",
                Optional.empty()));
    assertThat(registry.lines()).hasSize(3);
  }

  @Test
  void aShortRetryAfterIsWaitedForAndALongOneIsPassedOn() {
    registry.answersInTurn(Reply.of(429).with("Retry-After", "1"), SEEN);
    assertThat(client().head(app(), TAG)).isEqualTo(found());
    assertThat(pauses).containsExactly(Duration.ofSeconds(1));

    registry.answersInTurn(Reply.of(429).with("Retry-After", "Tue, 24 Nov 2026 10:01:00 GMT"));
    assertThat(client().head(app(), TAG))
        .isEqualTo(
            new Unavailable<>(
                "HEAD " + registry.host() + "/team/app:1.2 answered 429",
                Optional.of(Duration.ofSeconds(60))));
    assertThat(registry.lines()).hasSize(3);
  }

  @Test
  void aRegistryThatSaysNothingIsGivenUp() {
    registry.answers(FakeRegistry.silence());

    assertThat(why(client("timeout", "100ms", "attempts", "2").head(app(), TAG)))
        .contains("gave no answer within 0.1 s");
  }

  @Test
  void aBodyThatStallsIsGivenUp() {
    registry.answers(ask -> SEEN.body(BYTES).stalling());

    assertThat(client("timeout", "100ms", "attempts", "1").get(app(), DIGEST))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  void nobodyListeningIsUnavailable() {
    HttpRegistryClient client = client();
    registry.close();

    assertThat(why(client.head(app(), TAG))).contains("found nobody listening (asked 3 times)");
  }

  private Repository app() {
    return new Repository(registry.host(), "team/app");
  }

  private static Found<Descriptor> found() {
    return new Found<>(MANIFEST.descriptor());
  }

  private static String why(RegistryAnswer<?> answer) {
    return switch (answer) {
      case Denied<?> denied -> denied.why();
      case Unavailable<?> unavailable -> unavailable.why();
      default -> throw new AssertionError(answer);
    };
  }

  private HttpRegistryClient client(String... pairs) {
    List<String> all = new ArrayList<>(List.of("host", registry.host(), "insecure", "true"));
    all.addAll(List.of(pairs));
    InstantSource clock = () -> now;
    RegistryCatalog catalog =
        new RegistryCatalog(RegistrySettingsText.hub(all.toArray(String[]::new)));
    HttpRegistryClient client =
        new HttpRegistryClient(
            catalog, listed -> new RegistryAccess(listed, RestWire.to(listed), clock, pauses::add));
    clients.add(client);
    return client;
  }

  private static String bearer(String realm) {
    return "Bearer realm=\"%s\",service=\"my registry\"".formatted(realm);
  }

  /** A registry that wants a token, and the realm that gives it. */
  private static final class FakeToken {
    private volatile String token = "t1";

    FakeToken(FakeRegistry registry, FakeRegistry realm, String json) {
      issues(realm, json);
      this.realm = realm;
      registry.answers(ask -> answer(ask, realm));
    }

    private final FakeRegistry realm;

    void issues(String json) {
      issues(realm, json);
    }

    void accepts(String newToken) {
      token = newToken;
    }

    private static void issues(FakeRegistry realm, String json) {
      realm.answers(ask -> Reply.json(json));
    }

    private Reply answer(Asked ask, FakeRegistry realm) {
      if (!ask.authorization().equals(Optional.of("Bearer " + token))) {
        return Reply.of(401).with("WWW-Authenticate", bearer(realm.url() + "/token?x=1"));
      }
      return ask.line().startsWith("PUT")
          ? Reply.of(201).with("Docker-Content-Digest", DIGEST.value())
          : SEEN;
    }
  }
}
