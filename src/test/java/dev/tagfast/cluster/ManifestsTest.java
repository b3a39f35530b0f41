package dev.tagfast.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tagfast.documents.MarkdownPage;
import dev.tagfast.packaged.AppPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API server itself judges what we ask people to apply. */
@RealCluster
class ManifestsTest {
  private static final Path COMPONENTS = Path.of("knative/components");
  private static final Pattern MEMORY_OF_NATIVE = memory("128Mi", "64Mi");
  private static final Pattern MEMORY_OF_JVM = memory("384Mi", "192Mi");

  private RealApi api;

  @BeforeEach
  void start(RealApi api) {
    this.api = api;
  }

  /** Every folder below {@code knative} that can be applied with {@code -k}. */
  static Stream<Path> kustomizations() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("knative"))) {
      return files
          .filter(file -> file.endsWith("kustomization.yaml"))
          .map(Path::getParent)
          // A component is a part of a kustomization, and renders nothing alone.
          .filter(folder -> !folder.startsWith(COMPONENTS))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void aRealApiServerTakesThem(Path folder) {
    assertThatTheApiServerTakes(rendered(folder));
  }

  /** Their settings are of the overlay, and every program that it starts reads them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "named-namespaces",
        "admission",
        "knative",
        "knative-forward",
        "production"
      })
  void anOverlayObservesUntilAPersonWritesOtherwise(String overlay) {
    String rendered = rendered(Path.of("knative/overlays").resolve(overlay));

    assertThat(rendered).contains("TAGFAST_MODE: observe");
    assertThat(readersOfItsSettings(rendered))
        .isEqualTo(overlay.matches("admission|knative.*|production") ? 2 : 1);
  }

  /** The memory of the native executable's pod is less than what the JVM holds. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "named-namespaces",
        "admission",
        "knative",
        "knative-forward",
        "production"
      })
  void theComponentForTheJvmReplacesTheMemoryOfEveryPodAndNothingElse(
      String overlay, @TempDir Path mine) throws IOException {
    String ofNative = rendered(Path.of("knative/overlays").resolve(overlay));
    Files.writeString(
        mine.resolve("kustomization.yaml"),
        "resources: [%s]%n%s%n"
            .formatted(
                mine.relativize(Path.of("knative/overlays").resolve(overlay).toAbsolutePath()),
                AppPackage.JVM.componentsLine(mine)));

    String ofJvm = rendered(mine);

    int pods = readersOfItsSettings(ofNative) == 2 ? 2 : 1;
    assertThat(MEMORY_OF_NATIVE.matcher(ofNative).results()).hasSize(pods);
    assertThat(MEMORY_OF_JVM.matcher(ofJvm).results()).hasSize(pods);
    assertThat(MEMORY_OF_JVM.matcher(ofJvm).replaceAll("memory"))
        .isEqualTo(MEMORY_OF_NATIVE.matcher(ofNative).replaceAll("memory"));
  }

  /**
   * Kustomize takes the name in a rule for that of a ConfigMap which it generates, if both are one.
   */
  @ParameterizedTest
  @MethodSource("kustomizations")
  void noRoleNamesAnObjectByAHash(Path folder) {
    assertThat(rendered(folder))
        .doesNotContainPattern("resourceNames:\\n(\\s+- \\S+\\n)*\\s+- \\S+-[a-z0-9]{10}\\n");
  }

  /** cert-manager's own kinds are left out: the API server does not know them here. */
  @Test
  void withCertManagerThePodsReadItsFilesAndItWritesTheBundle(@TempDir Path mine)
      throws IOException {
    Path components = mine.relativize(COMPONENTS.toAbsolutePath());
    Files.writeString(
        mine.resolve("kustomization.yaml"),
        "resources: [%s]%ncomponents: [%s/cert-manager]%n"
            .formatted(
                mine.relativize(Path.of("knative/overlays/admission").toAbsolutePath()),
                components));

    String rendered = rendered(mine);

    assertThat(rendered)
        .contains("cert-manager.io/inject-ca-from: tagfast/tagfast-admission")
        .containsPattern("name: TAGFAST_ADMISSION_TLS_SOURCE\\n\\s+value: files")
        .containsPattern("mountPath: /etc/tagfast/tls\\n")
        .contains("secretName: tagfast-admission-cert-manager")
        .containsPattern("dnsNames:\\n\\s+- tagfast-admission.tagfast.svc\\n");
    assertThatTheApiServerTakes(
        Stream.of(rendered.split("(?m)^---$"))
            .filter(document -> !document.contains("apiVersion: cert-manager.io"))
            .collect(Collectors.joining("---")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "knative"})
  void theKustomizationOfTheFirstHourIsTakenFarFromTheCheckout(
      String overlay, @TempDir Path elsewhere) throws IOException {
    Path mine = copiedWithTheFirstHour(overlay, elsewhere);

    String rendered = rendered(mine);

    assertThat(rendered)
        .contains("image: registry.example.com/tagfast:0.1.0")
        .doesNotContain("image: tagfast")
        .contains("TAGFAST_REGISTRIES_OURS_HOST: registry.example.com\n")
        .contains("TAGFAST_SOURCES_OURS_FORMAT: auto")
        .contains("mountPath: /etc/tagfast/registry")
        .contains("host: tagfast.example.com");
    assertThat(readersOfItsSettings(rendered)).isEqualTo(overlay.equals("plain") ? 1 : 2);
    assertThatTheApiServerTakes(rendered);
  }

  @Test
  void toActIsToChangeOneWordOfTheKustomizationOfTheFirstHour(@TempDir Path elsewhere)
      throws IOException {
    Path file = copiedWithTheFirstHour("plain", elsewhere).resolve("kustomization.yaml");
    Files.writeString(
        file, Files.readString(file).replace("TAGFAST_MODE=observe", "TAGFAST_MODE=act"));

    assertThat(rendered(file.getParent()))
        .contains("TAGFAST_MODE: act")
        .doesNotContain("TAGFAST_MODE: observe");
  }

  /**
   * The files that {@code docs/getting-started.md} prints, beside a copy of {@code knative}, which
   * stands for the remote base.
   */
  private static Path copiedWithTheFirstHour(String overlay, Path elsewhere) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("knative"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = elsewhere.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    List<String> blocks =
        MarkdownPage.read(Path.of("docs/getting-started.md")).blocks().stream()
            .filter(block -> block.language().equals("yaml"))
            .map(MarkdownPage.Code::code)
            .toList();
    assertThat(blocks).hasSize(3);
    String kustomization =
        blocks
            .get(0)
            .replaceAll(
                "https://github\\.com/OWNER/REPO//knative/overlays/plain\\?ref=.*",
                "../knative/overlays/" + overlay + "\n  - ingress.yaml");
    String patches = blocks.get(1);
    if (overlay.equals("knative")) {
      patches =
          patches.replace(
              "{kind: Deployment, name: tagfast}", "{group: serving.knative.dev, kind: Service}");
    }
    Path mine = Files.createDirectories(elsewhere.resolve("mine"));
    Files.writeString(mine.resolve("kustomization.yaml"), kustomization + patches);
    Files.writeString(mine.resolve("ingress.yaml"), blocks.get(2));
    return mine;
  }

  private String rendered(Path folder) {
    return api.kubectl().run("kustomize", folder.toString());
  }

  /** How many containers read the ConfigMap that the overlay generates, by its name with a hash. */
  private static long readersOfItsSettings(String rendered) {
    return Pattern.compile("configMapRef:\\s+name: tagfast-settings-[a-z0-9]{10}\\n")
        .matcher(rendered)
        .results()
        .count();
  }

  private static Pattern memory(String limit, String request) {
    return Pattern.compile(
        "limits:\\s+memory: %s\\s+requests:\\s+cpu: 50m\\s+memory: %s\\n"
            .formatted(limit, request));
  }

  private void assertThatTheApiServerTakes(String rendered) {
    if (rendered.contains(".knative.dev/")) {
      installKnative();
    }

    Kubectl.Answer answer =
        api.kubectl()
            .tryWith(
                rendered,
                "apply",
                "--server-side",
                "--force-conflicts",
                "--dry-run=server",
                "-f",
                "-");

    assertThat(answer.status()).as(answer.output()).isZero();
    assertThat(answer.output()).doesNotContain("Warning").doesNotContain("deprecated");
  }

  private void installKnative() {
    Optional<Path> crds =
        Stream.of(
                Optional.ofNullable(System.getenv("TAGFAST_KNATIVE_CRDS")).map(Path::of).stream(),
                Stream.of(Path.of("../shared/knative-crds")))
            .flatMap(paths -> paths)
            .filter(Files::isDirectory)
            .findFirst();
    if (!Launcher.nothingMayBeSkipped()) {
      assumeThat(crds)
          .as("Knative's CRDs are not here: name their folder in TAGFAST_KNATIVE_CRDS")
          .isPresent();
    }
    // Only *.yaml is read, so a README beside them does no harm.
    api.kubectl()
        .run("apply", "--server-side", "--force-conflicts", "-f", crds.orElseThrow().toString());
    api.kubectl().run("wait", "--for=condition=Established", "crd", "--all");
  }
}
