package dev.tagfast.manifest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The media types that decide what a manifest is. */
final class MediaTypes {
  static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
  static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
  static final String SCHEMA1 = "application/vnd.docker.distribution.manifest.v1+json";
  static final String SIGNED_SCHEMA1 = "application/vnd.docker.distribution.manifest.v1+prettyjws";

  /** Of the release candidates of OCI 1.1, and of ORAS before: still in registries. */
  static final String OCI_ARTIFACT = "application/vnd.oci.artifact.manifest.v1+json";

  static final String ORAS_ARTIFACT = "application/vnd.cncf.oras.artifact.manifest.v1+json";

  static final String EMPTY_JSON = "application/vnd.oci.empty.v1+json";

  static final String HELM_CONFIG = "application/vnd.cncf.helm.config.v1+json";

  private static final Set<String> TO_RUN =
      Set.of(OCI_INDEX, OCI_MANIFEST, DOCKER_LIST, DOCKER_MANIFEST);

  private static final Set<String> IMAGE_CONFIGS =
      Set.of(
          "application/vnd.oci.image.config.v1+json",
          "application/vnd.docker.container.image.v1+json");

  /** WebAssembly, which containerd's shims run as they run images. */
  private static final String WASM_CONFIG = "application/vnd.wasm.config.v0+json";

  /** What old Docker versions wrote as the type of an image's config (distribution#1621). */
  private static final Set<String> OLD_DOCKER_CONFIGS =
      Set.of("application/octet-stream", "application/json", "text/html");

  private static final List<String> FILE_SYSTEM_LAYERS =
      List.of(
          "application/vnd.oci.image.layer.",
          "application/vnd.docker.image.rootfs.",
          "application/vnd.docker.container.image.rootfs.",
          "application/wasm",
          "application/vnd.bytecodealliance.wasm.");

  /** What cosign and BuildKit put in the place of layers, beside the config of an image. */
  private static final List<String> LAYERS_ABOUT_ANOTHER =
      List.of(
          "application/vnd.dev.cosign.",
          "application/vnd.dev.sigstore.",
          "application/vnd.dsse.envelope.",
          "application/vnd.in-toto",
          "application/spdx",
          "text/spdx",
          "spdx+",
          "application/vnd.cyclonedx",
          "application/vnd.syft");

  private MediaTypes() {}

  /**
   * Whether a child of an index is meant to be run.
   *
   * @param artifactType what is in it; go-containerregistry, which crane and ko push with, writes
   *     the type of an image's config here
   */
  static boolean isToRun(String type, Optional<String> artifactType) {
    return TO_RUN.contains(type)
        && artifactType
            .map(content -> IMAGE_CONFIGS.contains(content) || content.equals(WASM_CONFIG))
            .orElse(true);
  }

  /** Whether a manifest with such a config and these layers is something to run. */
  static boolean isImage(String manifest, String config, List<String> layers) {
    boolean hasFiles = layers.stream().anyMatch(layer -> startsWith(layer, FILE_SYSTEM_LAYERS));
    if (IMAGE_CONFIGS.contains(config)) {
      return hasFiles || layers.isEmpty();
    }
    return config.equals(WASM_CONFIG)
        || (manifest.equals(DOCKER_MANIFEST) && OLD_DOCKER_CONFIGS.contains(config) && hasFiles);
  }

  /** Whether these are a signature, an attestation or an SBOM in the layout of an image. */
  static boolean isAboutAnother(String config, List<String> layers) {
    return IMAGE_CONFIGS.contains(config)
        && layers.stream().anyMatch(layer -> startsWith(layer, LAYERS_ABOUT_ANOTHER));
  }

  private static boolean startsWith(String type, List<String> prefixes) {
    return prefixes.stream().anyMatch(type::startsWith);
  }

  /** {@code text/html; charset=utf-8} is {@code text/html}. */
  static String withoutParameters(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
