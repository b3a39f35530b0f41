package dev.tagfast.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that {@code .ci/clients.sh build} builds, or that Debian has. */
enum Program {
  CRANE,
  REGCTL,
  ORAS,
  HELM,
  COSIGN,
  KO,
  BUILDKITD,
  BUILDX,
  REFERRERS_REGISTRY,
  GITEA,
  CADDY,
  ENVOY,
  SKOPEO,
  BUILDAH,
  RUNC;

  private static final Path BUILT =
      Path.of(
              variable("TAGFAST_CLIENTS_CACHE")
                  .orElse(System.getProperty("user.home") + "/.cache/tagfast/clients"))
          .resolve("bin");

  /** Its name on the command line. */
  String command() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Why it cannot be run, or nothing. */
  Optional<String> missing() {
    return find().isPresent()
        ? Optional.empty()
        : Optional.of(command() + " is not here: see what `.ci/clients.sh build` says of it");
  }

  /** Where it is. */
  Path path() {
    return find().orElseThrow(() -> new IllegalStateException(missing().orElseThrow()));
  }

  /** Its version: what was built, or what Debian's package is. */
  String version() {
    Path built = BUILT.resolve(command() + ".version");
    try {
      return Files.exists(built)
          ? Files.readString(built).strip().split(" ")[0].replaceFirst("^v", "")
          : debianVersion();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String debianVersion() throws IOException {
    Process query =
        new ProcessBuilder("dpkg-query", "-W", "-f", "${Version}", command())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String version = new String(query.getInputStream().readAllBytes()).strip();
    try {
      query.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return version.isEmpty() ? "unknown" : version;
  }

  private Optional<Path> find() {
    return Stream.concat(
            Stream.of(BUILT), Stream.of(variable("PATH").orElse("").split(":")).map(Path::of))
        .map(folder -> folder.resolve(command()).toAbsolutePath())
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
