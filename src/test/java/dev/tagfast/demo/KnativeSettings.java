package dev.tagfast.demo;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the story must be told of a cluster, by environment variables.
 *
 * @param kubeconfig {@code KUBECONFIG}: whose cluster has Knative Serving and Eventing
 * @param kubectl {@code KUBECTL}: the program, if not the one on the {@code PATH}
 * @param registry {@code REGISTRY}: host and port, as images name it; this machine pushes there and
 *     the nodes pull from it, both without TLS
 * @param registryUrl {@code REGISTRY_URL}: where pods reach it, if otherwise
 * @param image {@code TAGFAST_IMAGE}: Tagfast's image, by a digest, or on a host that Knative does
 *     not resolve tags of
 * @param secret {@code STORY_SECRET}: what the registry sends to {@code
 *     tagfast-webhooks/webhooks/story} as {@code Authorization} when it notifies of a push
 * @param overlay {@code OVERLAY}: what is installed
 */
record KnativeSettings(
    Path kubeconfig,
    Path kubectl,
    String registry,
    Optional<String> registryUrl,
    String image,
    String secret,
    Path overlay) {
  static KnativeSettings of(Map<String, String> environment) {
    return new KnativeSettings(
        Path.of(required(environment, "KUBECONFIG", "a cluster that has Knative")),
        Path.of(environment.getOrDefault("KUBECTL", "kubectl")),
        required(environment, "REGISTRY", "host and port of a registry that its nodes pull from"),
        Optional.ofNullable(environment.get("REGISTRY_URL")),
        required(environment, "TAGFAST_IMAGE", "Tagfast's image, e.g. host/tagfast@sha256:…"),
        required(environment, "STORY_SECRET", "what the registry's notifications carry"),
        Path.of(environment.getOrDefault("OVERLAY", "knative/overlays/knative")));
  }

  private static String required(Map<String, String> environment, String name, String what) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> new IllegalStateException(name + " is not set: " + what));
  }
}
