package dev.tagfast.manifest;

import static dev.tagfast.manifest.Manifests.whyNot;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no manifest, or not the same one for everybody, is never taken for one. */
class NotUnderstoodTest {
  private static final String CONFIG =
      "\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\"}";

  @Test
  void aMaintenancePageIsNamedAsSuch() {
    assertThat(
            whyNot(
                "<html><head><title>Scheduled maintenance</title></head></html>\n",
                "text/html; charset=utf-8"))
        .isEqualTo(
            "text/html; 63 bytes beginning `<html><head><title>Scheduled maintenanc…`"
                + " is no manifest: it is not a JSON object");
  }

  @Test
  void theSizeIsReadable() {
    assertThat(whyNot("<".repeat(1_204), "")).startsWith("no content type; 1,204 bytes beginning");
  }

  @Test
  void anErrorWithStatus200IsNoManifest() {
    assertThat(whyNot("{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}", "application/json"))
        .contains("MANIFEST_UNKNOWN")
        .endsWith("it has neither manifests nor a config with layers");
  }

  @Test
  void whatCameForgesNoLineOfAReport() {
    String why = whyNot("a`\n\nlevel=ERROR \u001b[31m\u202E", "text/\r\nplain\u0007");

    assertThat(why).startsWith("text/\uFFFD\uFFFDplain\uFFFD; 24 bytes beginning `a' level=ERROR");
    assertThat(why.chars()).noneMatch(Character::isISOControl);
    assertThat(why).doesNotContain("\u202E");
  }

  @Test
  void whateverCameTheSentenceIsShort() {
    assertThat(whyNot("{\"" + "x".repeat(3_000_000) + "\":1}", "y".repeat(100_000)))
        .hasSizeLessThan(500);
  }

  @Test
  void nothingIsNoManifest() {
    assertThat(whyNot("", "application/json"))
        .isEqualTo("application/json; 0 bytes is no manifest: it is empty");
  }

  @Test
  void aContentEncodingThatNobodyAskedForIsNamed() {
    assertThat(whyNot(new byte[] {0x1f, (byte) 0x8b, 8, 0}, "")).contains("compressed (gzip)");
  }

  @Test
  void aTruncatedBodyIsCutOff() {
    byte[] image = Manifests.bytes("oci-image");

    assertThat(whyNot(Arrays.copyOf(image, image.length / 2), "")).endsWith("the JSON is cut off");
  }

  @Test
  void whatIsLargerThanTheSpecificationAllowsIsNotRead() {
    byte[] image = Manifests.bytes("oci-image");
    byte[] padded = Arrays.copyOf(image, ManifestReader.MAX_BYTES + 1);
    Arrays.fill(padded, image.length, padded.length, (byte) ' ');

    assertThat(whyNot(padded, "")).endsWith("it is larger than 4 MiB");
    assertThat(Manifests.understood(Arrays.copyOf(padded, ManifestReader.MAX_BYTES), "").kind())
        .isEqualTo(ManifestKind.IMAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "\"manifest\"",
        "{",
        "{}{}",
        "{\"schemaVersion\":2,\"manifests\":[]} trailing",
        "{\"schemaVersion\":2,\"manifests\":[],\"manifests\":[]}",
        "{\"schemaVersion\":2,\"manifests\":[],\"x\":{\"a\":1,\"a\":1}}",
        "\uFEFF{\"schemaVersion\":2,\"manifests\":[]}",
        "{'schemaVersion':2,'manifests':[]}",
        "{\"manifests\":[]}",
        "{\"schemaVersion\":\"2\",\"manifests\":[]}",
        "{\"schemaVersion\":3,\"manifests\":[]}",
        "{\"schemaVersion\":1,\"manifests\":[]}",
        "{\"schemaVersion\":4294967298,\"manifests\":[]}",
        "{\"schemaVersion\":2,\"fsLayers\":[]}",
        "{\"schemaVersion\":2,\"manifests\":{}}",
        "{\"schemaVersion\":2,\"manifests\":[1]}",
        "{\"schemaVersion\":2,\"manifests\":[{}]}",
        "{\"schemaVersion\":2,\"manifests\":[],\"mediaType\":2}",
        "{\"schemaVersion\":2,\"manifests\":[],\"subject\":{}}",
        "{\"schemaVersion\":2,\"manifests\":[],\"annotations\":[]}",
        "{\"schemaVersion\":2,\"config\":{},\"layers\":[]}",
        "{\"schemaVersion\":2,\"layers\":[]}",
        "{\"schemaVersion\":2," + CONFIG + "}",
        "{\"schemaVersion\":2," + CONFIG + ",\"layers\":[{}]}",
        "{\"schemaVersion\":2," + CONFIG + ",\"layers\":[],\"artifactType\":[]}",
      })
  void whatIsNotWellFormedIsNoManifest(String body) {
    assertThat(whyNot(body, "application/vnd.oci.image.manifest.v1+json"))
        .contains(" is no manifest: ");
  }

  @Test
  void otherEncodingsThanUtf8AreNoManifest() {
    String image = new String(Manifests.bytes("oci-image"), UTF_8);

    assertThat(whyNot(image.getBytes(UTF_16), "")).endsWith("it is not UTF-8");
  }

  @Test
  void twoFormatsInOneBodyAreRefused() {
    changed(
        "oci-image", image -> image.putArray("manifests"), "two formats (manifests and config)");
    changed("oci-image", image -> image.putNull("manifests"), "two formats (manifests and config)");
    changed("docker-list", index -> index.putArray("layers"), "two formats (manifests and config)");
    changed("oci-image", image -> image.putArray("fsLayers"), "two formats (config and fsLayers)");
  }

  @Test
  void aTypeThatContradictsTheMembersIsRefused() {
    changed(
        "oci-image",
        image -> image.put("mediaType", "application/vnd.oci.image.index.v1+json"),
        "it has config, but says that it is application/vnd.oci.image.index.v1+json");
    changed("oci-image", image -> image.put("mediaType", "text/plain"), "but says that it is");
  }

  @Test
  void anAnswersTypeThatContradictsABodyWithoutOneIsRefused() {
    ObjectNode index = Manifests.json("index-without-media-type");

    assertThat(whyNot(index.toString(), "application/vnd.docker.distribution.manifest.v2+json"))
        .endsWith("it has manifests, which that type has not");
  }

  @Test
  void membersThatOnlyClientsInGoReadAreRefused() {
    String refused = "is a member that only some clients read";
    changed("docker-list", index -> index.putArray("Manifests"), refused);
    changed("docker-list", index -> index.putArray("manifest\u017F"), refused);
    changed("docker-list", index -> child(index).put("Digest", "x"), refused);
    changed("docker-list", index -> child(index).putObject("Platform"), refused);
    changed("docker-list", index -> platform(index).put("OS", "linux"), refused);
    changed(
        "oci-image", image -> ((ObjectNode) image.path("config")).put("MediaType", "x"), refused);
  }

  @Test
  void aChildThatCannotBeReadIsNamed() {
    changed(
        "docker-list",
        index -> child(index).put("digest", "sha256:zz"),
        "of the manifests that it lists, number 1: digest is \"sha256:zz\"");
    changed("docker-list", index -> child(index).putNull("mediaType"), "mediaType is missing");
    changed("docker-list", index -> child(index).put("platform", "linux"), "not an object");
    changed("docker-list", index -> platform(index).put("os", "a/b"), "characters");
    changed("docker-list", index -> platform(index).put("os.version", "1\n2"), "characters");
  }

  @Test
  void aThousandChildrenAreReadAndNotOneMore() {
    ObjectNode index = Manifests.json("docker-list");
    ArrayNode children = index.withArray("manifests");
    while (children.size() < 1_000) {
      children.add(children.get(0));
    }
    assertThat(Manifests.facts(index).children()).hasSize(1_000);

    children.add(children.get(0));

    assertThat(whyNot(index.toString(), "")).endsWith("it lists 1001 manifests");
  }

  @Test
  void nothingIsReadWhoseTreeWouldFillTheMemory() {
    String deep = "{\"a\":".repeat(100_000);
    String wide = "{\"a\":[" + "{},".repeat(1_000_000) + "{}]}";

    assertThat(whyNot(deep, "")).contains("nested deeper than 32 levels");
    assertThat(whyNot(wide, "")).contains("more than 250000 values");
  }

  private static void changed(String name, Consumer<ObjectNode> change, String why) {
    ObjectNode manifest = Manifests.json(name);
    change.accept(manifest);
    assertThat(whyNot(manifest.toString(), "")).contains(why);
  }

  private static ObjectNode child(ObjectNode index) {
    return (ObjectNode) index.path("manifests").path(0);
  }

  private static ObjectNode platform(ObjectNode index) {
    return (ObjectNode) child(index).path("platform");
  }
}
