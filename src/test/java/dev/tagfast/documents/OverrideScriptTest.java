package dev.tagfast.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.cluster.Kubectl;
import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/gitops/override/override.sh} against the real API server. The objects are as the
 * tools keep them; the controllers that read them do not run.
 */
@RealCluster
class OverrideScriptTest {
  private static final String IMAGE = Samples.KEY.toString();
  private static final String NAME = Samples.KEY.repository().toString();
  private static final String PINNED = IMAGE + "@" + Samples.HAWAII;
  private static final String FLUX = "kustomizations.kustomize.toolkit.fluxcd.io";
  private static final String ARGO = "applications.argoproj.io";
  private static final String FLUX_OVERRIDE =
      "{\"name\":\"%s\",\"newTag\":\"2018-05-12\",\"digest\":\"%s\"}"
          .formatted(NAME, Samples.HAWAII);

  @TempDir Path folder;
  private RealApi api;

  /** As much of the schemas as these tests need; the real ones are taken where they are there. */
  @BeforeAll
  static void install() {
    try (RealApi api = RealApi.open()) {
      for (String crd : List.of(ARGO, FLUX)) {
        if (api.kubectl().tryWith("", "get", "crd", crd).status() != 0) {
          api.kubectl()
              .run("apply", "--server-side", "-f", "src/test/resources/crds/" + crd + ".yaml");
        }
        api.kubectl().run("wait", "--for=condition=Established", "crd/" + crd);
      }
    }
  }

  @BeforeEach
  void start(RealApi api) {
    ExampleScript.needs("sh", "jq");
    this.api = api;
  }

  @Test
  void aFluxKustomizationGetsTagAndDigestOnceHoweverOftenTheEventComes() throws IOException {
    create(
        "kustomize.toolkit.fluxcd.io/v1", "Kustomization", "{images: [{name: other, newTag: a}]}");

    override("Kustomization");
    override("Kustomization");

    assertJson(
        spec(FLUX, ".images"), "[{\"name\":\"other\",\"newTag\":\"a\"}," + FLUX_OVERRIDE + "]");
  }

  @Test
  void anArgoCdApplicationGetsTheImageBesidesOthersAndItsOwnOldOneGoes() throws IOException {
    create(
        "argoproj.io/v1alpha1",
        "Application",
        "{source: {kustomize: {images: ['other:1', '" + NAME + ":old']}}}");

    override("Application");

    assertJson(spec(ARGO, ".source.kustomize.images"), "[\"other:1\",\"" + PINNED + "\"]");
  }

  @Test
  void aHelmSourceGetsTheParameterAndKeepsTheOthers() throws IOException {
    create(
        "argoproj.io/v1alpha1",
        "Application",
        "{source: {chart: pizza, helm: {parameters: [{name: oven, value: hot}]}}}");

    override("Application");

    assertJson(
        spec(ARGO, ".source.helm.parameters"),
        "[{\"name\":\"oven\",\"value\":\"hot\"},{\"name\":\"image.tag\",\"value\":\"2018-05-12@"
            + Samples.HAWAII
            + "\",\"forceString\":true}]");
  }

  @Test
  void anApplicationOfSeveralSourcesIsNotGuessedAt() throws IOException {
    create("argoproj.io/v1alpha1", "Application", "{sources: [{path: a}, {path: b}]}");

    assertThat(override("Application")).contains("several sources", "failed");
    assertJson(spec(ARGO, ""), "{\"sources\":[{\"path\":\"a\"},{\"path\":\"b\"}]}");
  }

  @Test
  void aHelmReleaseIsLeftAlone() throws IOException {
    assertThat(override("HelmRelease"))
        .contains("left alone: HelmRelease")
        .doesNotContain("failed");
  }

  private void create(String version, String kind, String spec) {
    String manifest =
        "{apiVersion: %s, kind: %s, metadata: {name: shop}, spec: %s}"
            .formatted(version, kind, spec);
    Kubectl.Answer answer =
        api.kubectl().tryWith(manifest, "create", "-n", api.namespace(), "-f", "-");
    assertThat(answer.status()).as(answer.output()).isZero();
  }

  /** What it printed, and {@code failed} if it did. */
  private String override(String kind) throws IOException {
    Path event = folder.resolve("event.json");
    ObjectNode proposal =
        ExampleScript.proposal(
            it ->
                ((ObjectNode) it.get("source"))
                    .put("kind", kind)
                    .put("namespace", api.namespace()));
    Files.writeString(event, proposal.toString());
    return api.kubectl()
        .type(
            "EVENT='%s' TMPDIR='%s' sh docs/gitops/override/override.sh || echo failed"
                .formatted(event, folder));
  }

  private String spec(String resource, String path) {
    return api.kubectl()
        .run("get", resource, "shop", "-n", api.namespace(), "-o", "jsonpath={.spec" + path + "}");
  }

  private static void assertJson(String found, String expected) throws IOException {
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(found)).isEqualTo(json.readTree(expected));
  }
}
