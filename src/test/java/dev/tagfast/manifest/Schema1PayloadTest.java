package dev.tagfast.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Schema1PayloadTest {
  @Test
  void theSignaturesAreNoPartOfWhatIsHashed() {
    String signed = new String(Manifests.bytes("schema1-signed"), UTF_8);
    String unsigned = signed.substring(0, signed.indexOf(",\n   \"signatures\"")) + "\n}";

    assertThat(digested(signed)).isEqualTo(unsigned);
  }

  @ParameterizedTest
  @ValueSource(strings = {"oci-image", "docker-list", "helm-chart"})
  void ofAnythingElseAllIsHashed(String name) {
    byte[] manifest = Manifests.bytes(name);

    assertThat(Schema1Payload.digestedBytes(manifest)).isSameAs(manifest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"formatLength\":-1,\"formatTail\":\"Cn0\"}",
        "{\"formatLength\":99999999,\"formatTail\":\"Cn0\"}",
        "{\"formatLength\":2,\"formatTail\":\"Cn0\"}",
        "{\"formatLength\":2,\"formatTail\":\"*\"}",
        "{\"formatTail\":\"Cn0\"}",
        "{\"formatLength\":2}",
        "[]",
        "",
      })
  void aHeaderThatMakesNoSenseChangesNothing(String header) {
    String envelope = envelope(header);

    assertThat(digested(envelope)).isEqualTo(envelope);
  }

  @Test
  void noImageIsSmuggledIntoTheEnvelope() {
    byte[] image = Manifests.bytes("oci-image");
    String envelope = envelope("{\"formatLength\":0,\"formatTail\":\"" + base64(image) + "\"}");

    assertThat(digested(envelope)).isEqualTo(envelope);
  }

  private static String envelope(String header) {
    return "{\"schemaVersion\":1,\"fsLayers\":[],\"signatures\":[{\"protected\":\""
        + base64(header.getBytes(UTF_8))
        + "\"}]}";
  }

  private static String digested(String manifest) {
    return new String(Schema1Payload.digestedBytes(manifest.getBytes(UTF_8)), UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
