package dev.tagfast.manifest;

import static dev.tagfast.manifest.Manifests.digest;
import static dev.tagfast.manifest.Manifests.facts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {
  private static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";

  @ParameterizedTest
  @CsvSource({
    "oci-image, IMAGE",
    "docker-image, IMAGE",
    "docker-image-octet-stream-config, IMAGE",
    "empty-image, IMAGE",
    "wasm, IMAGE",
    "crane-image, IMAGE",
    "buildah-image, IMAGE",
    "skopeo-docker-image, IMAGE",
    "crane-index, INDEX",
    "oras-index, INDEX",
    "regctl-index, INDEX",
    "regctl-tag-rm-dummy, ARTIFACT",
    "regctl-tag-rm-dummy-oci, ARTIFACT",
    "docker-list, INDEX",
    "windows-index, INDEX",
    "index-without-media-type, INDEX",
    "buildx-unattested, INDEX",
    "buildx-attested-1, ATTESTED_INDEX",
    "official-index, ATTESTED_INDEX",
    "helm-chart, CHART",
    "helm-chart-with-prov, CHART",
    "oras-artifact, ARTIFACT",
    "oras-artifact-default-types, ARTIFACT",
    "oras-artifact-image-spec-1.0, ARTIFACT",
    "oras-artifact-image-config, ARTIFACT",
    "regctl-artifact, ARTIFACT",
    "oras-referrers-index, ARTIFACT",
    "referrers-index, ARTIFACT",
    "oras-attached, REFERRER",
    "oras-attach-annotation-only, REFERRER",
    "regctl-attached, REFERRER",
    "buildkit-attestation, REFERRER",
    "cosign-signature, REFERRER",
    "cosign-attestation, REFERRER",
    "cosign-sbom, REFERRER",
    "cosign-bundle, REFERRER",
    "oci-artifact-manifest, REFERRER",
    "schema1-signed, SCHEMA1",
  })
  void eachToolsManifestIsOfItsKind(String name, ManifestKind kind) {
    assertThat(facts(name).kind()).isEqualTo(kind);
  }

  @Test
  void anImageSaysWhatItIsAndWhereItIsFrom() {
    ManifestFacts facts = facts("oci-image");

    assertThat(facts.mediaType()).isEqualTo(OCI_MANIFEST);
    assertThat(facts.size()).isEqualTo(Manifests.bytes("oci-image").length);
    assertThat(facts.configMediaType()).contains("application/vnd.oci.image.config.v1+json");
    assertThat(facts.build())
        .isEqualTo(
            new BuildInfo(
                Optional.of("https://git.example/team/pizza"),
                Optional.of("3f2a9c1d5e8b7a6c4d3e2f1a0b9c8d7e6f5a4b3c"),
                Optional.of("2026-11-20T09:30:00Z"),
                Optional.of("1.4.2")));
  }

  @Test
  void anIndexKeepsWhatRunsApartFromWhatAttestsIt() {
    ManifestFacts facts = facts("buildx-attested-1");

    assertThat(facts.children())
        .containsExactly(
            new PlatformChild(digest("amd"), Platform.of("linux", "amd64")),
            new PlatformChild(digest("arm64"), Platform.of("linux", "arm64")));
    assertThat(facts.attestations()).containsExactly(digest("att-amd-1"), digest("att-arm-1"));
  }

  @Test
  void anAnnotationAloneMakesNoAttestation() {
    ObjectNode index = Manifests.json("buildx-attested-1");
    ObjectNode attestation = (ObjectNode) index.path("manifests").path(2);
    attestation.putObject("platform").put("os", "linux").put("architecture", "s390x");

    ManifestFacts facts = facts(index);

    assertThat(facts.hasChild(digest("att-amd-1"))).isTrue();
    assertThat(facts.children()).extracting(PlatformChild::digest).contains(digest("att-amd-1"));
  }

  @Test
  void aChildWithoutAPlatformIsLegal() {
    assertThat(facts("index-without-media-type").children())
        .contains(new PlatformChild(digest("any"), Platform.UNKNOWN));
  }

  @Test
  void aChildThatNamesHalfAPlatformKeepsThatHalf() {
    ObjectNode index = Manifests.json("index-without-media-type");
    ObjectNode second = (ObjectNode) index.path("manifests").path(1);
    second.putObject("platform").put("os", "").put("architecture", "");
    assertThat(facts(index).children())
        .contains(new PlatformChild(digest("any"), Platform.UNKNOWN));

    second.putObject("platform").put("os", "").put("architecture", "arm64");

    assertThat(facts(index).children())
        .contains(new PlatformChild(digest("any"), Platform.of("unknown", "arm64")));
  }

  @Test
  void anArtifactOnlyAnswersForAPlatformBesideImages() {
    ObjectNode index = Manifests.json("docker-list");
    ObjectNode first = (ObjectNode) index.path("manifests").path(0);
    first.put("artifactType", "application/vnd.example.menu");
    assertThat(facts(index).children()).extracting(PlatformChild::digest).contains(digest("amd"));

    index.path("manifests").forEach(child -> ((ObjectNode) child).put("artifactType", "a/menu"));

    assertThat(facts(index).kind()).isEqualTo(ManifestKind.ARTIFACT);
    assertThat(facts(index).runnable(digest("index"))).isEmpty();
  }

  @Test
  void anIndexInAnIndexCountsAsItself() {
    ObjectNode index = Manifests.json("index-without-media-type");
    ((ObjectNode) index.path("manifests").path(1))
        .put("mediaType", "application/vnd.oci.image.index.v1+json");

    assertThat(facts(index).runnable(digest("index")))
        .containsExactlyInAnyOrder(digest("amd"), digest("any"));
  }

  @Test
  void anImageThatIsAboutAnotherStaysAnImage() {
    ObjectNode image = Manifests.json("oci-image");
    image.putObject("subject").put("digest", digest("base").value());

    ManifestFacts facts = facts(image);

    assertThat(facts.kind()).isEqualTo(ManifestKind.IMAGE);
    assertThat(facts.subject()).contains(digest("base"));
  }

  @Test
  void anIndexWithNothingToRunThatIsAboutAnotherIsAReferrer() {
    ObjectNode index = Manifests.json("referrers-index");
    index.putObject("subject").put("digest", digest("base").value());

    assertThat(facts(index).kind()).isEqualTo(ManifestKind.REFERRER);
  }

  @Test
  void theBodyDecidesWhateverTheAnswersTypeIs() {
    byte[] image = Manifests.bytes("docker-image");

    assertThat(Manifests.understood(image, "text/html").mediaType()).isEqualTo(DOCKER_MANIFEST);
    assertThat(Manifests.understood(image, OCI_MANIFEST).mediaType()).isEqualTo(DOCKER_MANIFEST);
  }

  @Test
  void theAnswersTypeDecidesBetweenFormatsThatTheBodyDoesNotTellApart() {
    ObjectNode image = Manifests.json("docker-image");
    image.remove("mediaType");
    byte[] bytes = image.toString().getBytes(UTF_8);

    assertThat(Manifests.understood(bytes, DOCKER_MANIFEST + "; charset=utf-8").mediaType())
        .isEqualTo(DOCKER_MANIFEST);
    assertThat(Manifests.understood(bytes, "application/json").mediaType()).isEqualTo(OCI_MANIFEST);
  }

  @Test
  void layersThatGoWroteAsNullAreNone() {
    ObjectNode image = Manifests.json("oci-image");
    image.putNull("layers");

    assertThat(facts(image).kind()).isEqualTo(ManifestKind.IMAGE);
  }

  @Test
  void anImageWhoseLayersAreNoFilesIsAnArtifact() {
    ObjectNode image = Manifests.json("oci-image");
    image.path("layers").forEach(layer -> ((ObjectNode) layer).put("mediaType", "a/model"));

    assertThat(facts(image).kind()).isEqualTo(ManifestKind.ARTIFACT);
  }

  @Test
  void officialImagesSayTheirCommitOnTheChildrenOfTheIndex() {
    BuildInfo build = facts("official-index").build();

    assertThat(build.revision()).contains("3f2a9c1d5e8b7a6c4d3e2f1a0b9c8d7e6f5a4b3c");
    // The platforms were built at different times, so none of the times is the index's.
    assertThat(build.created()).isEmpty();
  }

  @Test
  void platformsAreShownForPeople() {
    assertThat(facts("docker-list").platforms())
        .isEqualTo("linux/amd64, linux/arm/v7, linux/arm64/v8");
    assertThat(facts("index-without-media-type").platforms()).isEqualTo("linux/amd64, unknown");
    assertThat(facts("windows-index").platforms())
        .isEqualTo(
            "linux/amd64, windows(10.0.17763.6414)/amd64, windows(10.0.20348.2700+win32k)/amd64");
    assertThat(facts("oci-image").platforms()).isEmpty();
  }

  @Test
  void aLongListOfPlatformsIsCut() {
    ObjectNode index = Manifests.json("docker-list");
    for (String arch : new String[] {"s390x", "ppc64le", "riscv64"}) {
      ObjectNode child = index.path("manifests").path(0).deepCopy();
      child.putObject("platform").put("os", "linux").put("architecture", arch);
      index.withArray("manifests").add(child);
    }

    assertThat(facts(index).platforms())
        .isEqualTo("linux/amd64, linux/arm/v7, linux/arm64/v8, linux/s390x and 2 more");
  }
}
