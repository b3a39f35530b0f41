package dev.tagfast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.manifest.ContentDigest;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.manifest.Manifest;
import dev.tagfast.manifest.ManifestFacts;
import dev.tagfast.manifest.ManifestKind;
import dev.tagfast.manifest.ManifestReader;
import dev.tagfast.manifest.ManifestReading;
import dev.tagfast.manifest.Manifests;
import dev.tagfast.manifest.Schema1Payload;
import dev.tagfast.registry.RegistryAnswer.Absent;
import dev.tagfast.registry.RegistryAnswer.Found;
import dev.tagfast.registry.RegistryAnswer.NotListed;
import dev.tagfast.registry.ScriptedRegistry.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the requests for manifests and how their responses are interpreted. */
@QuarkusTest
@TestProfile(RegistryOnly.class)
class ManifestRequestsTest extends ClientAndFakes {
  private static final String SCHEMA1 = "application/vnd.docker.distribution.manifest.v1+prettyjws";

  @Test
  void headAsksForTheFourManifestTypesAndReadsTheDigest() {
    registry.answers(request -> SEEN);

    assertThat(client().head(app(), TAG)).isEqualTo(found());

    assertThat(registry.lines()).containsExactly(HEAD);
    assertThat(registry.requests.getFirst().headers().getFirst("Accept"))
        .contains("vnd.oci.image.index.v1+json")
        .contains("vnd.oci.image.manifest.v1+json")
        .contains("vnd.docker.distribution.manifest.list.v2+json")
        .contains("vnd.docker.distribution.manifest.v2+json")
        .doesNotContain("docker.distribution.manifest.v1");
  }

  @Test
  void nothingIsAskedToBeCompressed() {
    registry.answers(request -> SEEN.body(BYTES));

    client().head(app(), TAG);
    client().read(app(), DIGEST);
    writer().put(app(), TAG, MANIFEST);

    assertThat(registry.requests)
        .hasSize(3)
        .allSatisfy(
            request ->
                assertThat(request.headers().get("Accept-Encoding")).containsExactly("identity"));
  }

  @Test
  void withoutADigestHeaderTheBytesAreHashed() {
    registry.answers(request -> Reply.of(200).with("Content-Type", INDEX).body(BYTES));

    assertThat(client().head(app(), TAG)).isEqualTo(found());

    assertThat(registry.lines()).containsExactly(HEAD, GET);
  }

  @Test
  void aRegistryThatCallsManifestsJsonIsAskedForTheBytes() {
    Reply json = Reply.json("").with("Docker-Content-Digest", DIGEST.value());
    registry.answers(request -> json.body(BYTES));

    assertThat(client().head(app(), TAG)).as("with the type of the bytes").isEqualTo(found());

    assertThat(registry.lines()).containsExactly(HEAD, GET);
  }

  @Test
  void schema1IsKnownWhereARegistryStillHasIt() {
    byte[] signed = Manifests.bytes("schema1-signed");
    Digest digest = ContentDigest.sha256(Schema1Payload.digestedBytes(signed));
    registry.answers(
        request ->
            Reply.of(200)
                .with("Docker-Content-Digest", digest.value())
                .with("Content-Type", SCHEMA1)
                .body(signed));

    assertThat(client().head(app(), TAG)).isEqualTo(new Found<>(new Descriptor(digest, SCHEMA1)));
    assertThat(registry.lines()).containsExactly(HEAD);
    assertThat(facts(client().read(app(), digest)).kind()).isEqualTo(ManifestKind.SCHEMA1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"buildx-attested-1", "official-index", "docker-image", "helm-chart"})
  void whatIsReadByItsDigestIsUnderstood(String name) {
    byte[] bytes = Manifests.bytes(name);
    registry.answers(request -> Reply.json("").body(bytes));

    ReadManifest read = read(client().read(app(), ContentDigest.sha256(bytes)));

    assertThat(read.manifest().bytes()).isEqualTo(bytes);
    assertThat(read.reading()).isEqualTo(ManifestReader.read(bytes, ""));
    assertThat(read.reading()).isInstanceOf(ManifestReading.Understood.class);
  }

  @Test
  void whatIsNoManifestButHasTheDigestIsForTheCallerToJudge() {
    byte[] bytes = "{\"hello\":1}".getBytes();
    registry.answers(request -> Reply.of(200).with("Content-Type", INDEX).body(bytes));

    ReadManifest read = read(client().read(app(), ContentDigest.sha256(bytes)));

    assertThat(read.manifest().bytes()).isEqualTo(bytes);
    assertThat(read.reading()).isInstanceOf(ManifestReading.NotUnderstood.class);
  }

  @Test
  void aSha512DigestIsHashedAsOne() throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-512").digest(BYTES);
    Digest sha512 = new Digest("sha512:" + HexFormat.of().formatHex(hash));
    registry.answers(request -> SEEN.body(BYTES));

    assertThat(read(client().read(app(), sha512)).manifest())
        .isEqualTo(new Manifest(new Descriptor(sha512, INDEX), BYTES));
    assertThat(client().head(app(), sha512))
        .as("though the registry names another digest of the same bytes")
        .isEqualTo(new Found<>(new Descriptor(sha512, INDEX)));
  }

  @Test
  void moreThanFourMebibytesAreNotRead() {
    registry.answers(request -> SEEN.body(new byte[5 * 1024 * 1024]));

    assertThat(why(client().read(app(), DIGEST))).contains("more than 4 MiB");
    assertThat(registry.lines()).hasSize(1);
  }

  @Test
  void fourMebibytesAreRead() {
    byte[] bytes = new byte[ManifestReader.MAX_BYTES];
    registry.answers(request -> SEEN.body(bytes));

    assertThat(read(client().read(app(), ContentDigest.sha256(bytes))).manifest().bytes())
        .hasSameSizeAs(bytes);
  }

  @Test
  void notThereIsAnAnswer() {
    registry.answers(request -> Reply.of(404));

    assertThat(client().head(app(), TAG)).isEqualTo(new Absent<>());
    assertThat(registry.lines()).as("GET has to say so too").containsExactly(HEAD, GET);
    assertThat(client().head(app(), DIGEST)).isEqualTo(new Absent<>());
    assertThat(client().read(app(), DIGEST)).isEqualTo(new Absent<>());
    assertThat(pauses).isEmpty();
  }

  @Test
  void aRefusedReferenceIsDeniedAtOnce() {
    registry.answers(
        request -> Reply.of(400).body("{\"errors\":[{\"code\":\"MANIFEST_INVALID\"}]}"));

    assertThat(why(client().read(app(), DIGEST)))
        .isEqualTo(
            "GET " + registry.host() + "/team/app@" + DIGEST + " answered 400 MANIFEST_INVALID.");
    assertThat(registry.lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  void aPutIsStoredAlsoInTheWordsOfOldRegistries(int status) {
    registry.answers(request -> Reply.of(status));

    assertThat(writer().put(app(), TAG, MANIFEST)).isEqualTo(found());
    assertThat(registry.lines()).containsExactly(PUT);
  }

  @Test
  void nothingIsWrittenToAnOpenRegistryWithoutPushCredentials() {
    registry.answers(request -> Reply.of(201));

    assertThat(
            why(
                client("credentials.username", "puller", "credentials.password", "thyme")
                    .put(app(), TAG, MANIFEST)))
        .contains("is not sent", "tagfast.registries.hub.push-credentials.username");
    assertThat(registry.requests).isEmpty();
  }

  @Test
  void aPutThatIsAnsweredInPartIsNotStored() {
    registry.answers(request -> Reply.of(206));

    assertThat(why(writer().put(app(), TAG, MANIFEST))).contains("answered 206");
  }

  @Test
  void aHostThatIsNotListedIsNotAsked() {
    Repository stranger = new Repository(other.host(), "team/app");

    assertThat(client().head(stranger, TAG)).isEqualTo(new NotListed<>(other.host()));
    assertThat(client().read(stranger, DIGEST)).isEqualTo(new NotListed<>(other.host()));
    assertThat(client().put(stranger, TAG, MANIFEST)).isEqualTo(new NotListed<>(other.host()));
    assertThat(other.requests).isEmpty();
  }

  private static ReadManifest read(RegistryAnswer<ReadManifest> answer) {
    assertThat(answer).isInstanceOf(Found.class);
    return ((Found<ReadManifest>) answer).value();
  }

  private static ManifestFacts facts(RegistryAnswer<ReadManifest> answer) {
    ManifestReading reading = read(answer).reading();
    assertThat(reading).isInstanceOf(ManifestReading.Understood.class);
    return ((ManifestReading.Understood) reading).facts();
  }
}
