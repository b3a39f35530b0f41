package dev.tagfast.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The API server itself judges what we ask people to apply. */
@RealCluster
class ManifestsTest {
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
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void aRealApiServerTakesThem(Path folder) {
    String rendered = api.kubectl().run("kustomize", folder.toString());
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
