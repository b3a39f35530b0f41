package dev.tagfast.manifest;

import static dev.tagfast.manifest.Manifests.digest;
import static dev.tagfast.manifest.Manifests.facts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestFactsJsonTest {
  static List<String> names() {
    return Manifests.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsStoredComesBack(String name) {
    assertThat(ManifestFactsJson.read(ManifestFactsJson.write(facts(name)))).contains(facts(name));
  }

  @Test
  void itIsReadableForPeople() {
    ObjectNode json = ManifestFactsJson.write(facts("buildx-attested-1"));

    assertThat(json.path("kind").textValue()).isEqualTo("AttestedIndex");
    assertThat(json.path("platforms").path(1).path("platform").textValue())
        .isEqualTo("linux/arm64");
    assertThat(json.path("platforms").path(1).path("digest").textValue())
        .isEqualTo(digest("arm64").value());
    assertThat(json.path("attestations").path(0).textValue())
        .isEqualTo(digest("att-amd-1").value());
  }

  @Test
  void anIndexWithTooManyChildrenIsReadAgainRatherThanTakenForAPartOfIt() {
    ObjectNode index = Manifests.json("docker-list");
    ArrayNode children = index.withArray("manifests");
    while (children.size() < ManifestFactsJson.MOST_CHILDREN) {
      children.add(children.get(0));
    }
    assertThat(ManifestFactsJson.read(ManifestFactsJson.write(facts(index))))
        .contains(facts(index));

    children.add(children.get(0));

    ObjectNode stored = ManifestFactsJson.write(facts(index));
    assertThat(stored.path("kind").textValue()).isEqualTo("Index");
    assertThat(stored.has("platforms")).isFalse();
    assertThat(ManifestFactsJson.read(stored)).isEmpty();
  }

  @Test
  void anEntryStaysSmall() {
    ObjectNode index = Manifests.json("docker-list");
    ArrayNode children = index.withArray("manifests");
    while (children.size() < ManifestFactsJson.MOST_CHILDREN) {
      children.add(children.get(0));
    }
    index.put("artifactType", "x".repeat(100_000));
    index
        .putObject("annotations")
        .put("org.opencontainers.image.source", "x".repeat(100_000))
        .put("org.opencontainers.image.version", "x".repeat(100_000));

    assertThat(ManifestFactsJson.write(facts(index)).toString()).hasSizeLessThan(8_000);
  }

  @Test
  void whatIsNotWholeIsReadAgain() {
    assertThat(ManifestFactsJson.read(JsonNodeFactory.instance.missingNode())).isEmpty();
    assertThat(ManifestFactsJson.read(JsonNodeFactory.instance.textNode("Image"))).isEmpty();
    unread(json -> json.remove("kind"));
    unread(json -> json.put("kind", "Images"));
    unread(json -> json.put("kind", "Image"));
    unread(json -> json.put("kind", "Index"));
    unread(json -> json.remove("mediaType"));
    unread(json -> json.put("size", "large"));
    unread(json -> json.put("subject", "sha256:0"));
    unread(json -> json.remove("platforms"));
    unread(json -> json.remove("attestations"));
    unread(json -> json.withArray("platforms").remove(0));
    unread(json -> ((ObjectNode) json.path("platforms").path(0)).put("digest", 1));
    unread(json -> ((ObjectNode) json.path("platforms").path(0)).put("platform", "linux"));
    unread(json -> json.withArray("attestations").add("sha256:0"));
  }

  private static void unread(Consumer<ObjectNode> change) {
    ObjectNode json = ManifestFactsJson.write(facts("buildx-attested-1"));
    change.accept(json);
    assertThat(ManifestFactsJson.read(json)).as("%s", json).isEmpty();
  }
}
