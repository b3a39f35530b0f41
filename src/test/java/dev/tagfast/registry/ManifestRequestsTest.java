package dev.tagfast.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.manifest.Descriptor;
import dev.tagfast.manifest.Manifest;
import dev.tagfast.registry.RegistryAnswer.Absent;
import dev.tagfast.registry.RegistryAnswer.Found;
import dev.tagfast.registry.RegistryAnswer.NotListed;
import dev.tagfast.registry.RegistryAnswer.Unavailable;
import dev.tagfast.registry.ScriptedRegistry.Reply;
import dev.tagfast.registry.http.HttpTransport;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Tests the requests for manifests and how their responses are interpreted. */
@QuarkusTest
@TestProfile(RegistryOnly.class)
class ManifestRequestsTest extends ClientAndFakes {
  @Test
  void headAsksForTheFourManifestTypesAndReadsTheDigest() {
    registry.answers(request -> SEEN);

    assertThat(client().head(app(), TAG)).isEqualTo(found());

    assertThat(registry.lines()).containsExactly(HEAD);
    assertThat(registry.requests.getFirst().headers().getFirst("Accept"))
        .contains("vnd.oci.image.index.v1+json")
        .contains("vnd.oci.image.manifest.v1+json")
        .contains("vnd.docker.distribution.manifest.list.v2+json")
        .contains("vnd.docker.distribution.manifest.v2+json");
  }

  @Test
  void withoutADigestHeaderTheBytesAreHashed() {
    registry.answers(request -> Reply.of(200).with("Content-Type", INDEX).body(BYTES));

    assertThat(client().head(app(), TAG)).isEqualTo(found());

    assertThat(registry.lines()).containsExactly(HEAD, HEAD.replace("HEAD", "GET"));
  }

  @Test
  void bytesThatAreNotTheDigestAreNotFound() {
    registry.answers(request -> SEEN.body("something else".getBytes(UTF_8)));

    assertThat(client().get(app(), DIGEST))
        .asInstanceOf(type(Unavailable.class))
        .extracting(Unavailable::why)
        .asString()
        .startsWith("GET " + registry.host() + "/team/app@" + DIGEST)
        .contains("another manifest");
  }

  @Test
  void aSha512DigestIsHashedAsOne() throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-512").digest(BYTES);
    Digest sha512 = new Digest("sha512:" + HexFormat.of().formatHex(hash));
    registry.answers(request -> Reply.of(200).with("Content-Type", INDEX).body(BYTES));

    assertThat(client().get(app(), sha512))
        .isEqualTo(new Found<>(new Manifest(new Descriptor(sha512, INDEX), BYTES)));
    assertThat(client().head(app(), sha512)).isEqualTo(new Found<>(new Descriptor(sha512, INDEX)));
  }

  @Test
  void aBodyWithoutEndIsNotRead() {
    registry.answers(request -> Reply.of(200).body(new byte[HttpTransport.MOST_BYTES + 1]));

    assertThat(why(client().get(app(), DIGEST))).contains("more than 4 MiB");
  }

  @Test
  void notThereIsAnAnswer() {
    registry.answers(request -> Reply.of(404));

    assertThat(client().head(app(), TAG)).isEqualTo(new Absent<>());
    assertThat(client().get(app(), DIGEST)).isEqualTo(new Absent<>());
    assertThat(pauses).isEmpty();
  }

  @Test
  void aRefusedReferenceIsDeniedAtOnce() {
    registry.answers(
        request ->
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
    assertThat(other.requests).isEmpty();
  }
}
