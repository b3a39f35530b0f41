package dev.tagfast.bench;

import dev.tagfast.testing.RegistryProcess;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperationsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * Who is asked when a Pod of a namespace is created.
 *
 * @param name for people
 * @param namespace its Pods
 * @param registry where their images are; nobody else asks it
 * @param webhook of its mutating webhook; empty: nobody is asked
 */
record PodReviewer(
    String name, String namespace, RegistryProcess registry, Optional<Webhook> webhook) {
  /**
   * A webhook.
   *
   * @param url where the API server sends its reviews
   * @param authority the PEM file that it trusts
   */
  record Webhook(String url, Path authority) {}

  static String repository(int image) {
    return "kitchen/dish-" + image;
  }

  /** Creates a Pod that no node runs. */
  Pod create(KubernetesClient client, String name, int image, String tag) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("dish")
            .withImage("%s/%s:%s".formatted(registry.host(), repository(image), tag))
            .endContainer()
            .endSpec()
            .build();
    return client.resource(pod).create();
  }

  /** Whether the Pod that the API server stored has a digest. */
  static boolean isPinned(Pod pod) {
    return pod.getSpec().getContainers().getFirst().getImage().contains("@sha256:");
  }

  /** How many requests the registry answered since it was started. */
  long requests() {
    return registry.log().lines().filter(line -> line.contains(" HTTP/1.1\" ")).count();
  }

  /** Lets the API server ask it. A failure is one of the Pod, so that none goes unseen. */
  void install(KubernetesClient client) {
    webhook.ifPresent(
        its ->
            client
                .resource(
                    new MutatingWebhookConfigurationBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .addNewWebhook()
                        .withName("bench.tagfast.dev")
                        .withAdmissionReviewVersions("v1")
                        .withSideEffects("NoneOnDryRun")
                        .withFailurePolicy("Fail")
                        .withTimeoutSeconds(10)
                        .withReinvocationPolicy("IfNeeded")
                        .withNewClientConfig()
                        .withUrl(its.url())
                        .withCaBundle(base64(its.authority()))
                        .endClientConfig()
                        .withNewNamespaceSelector()
                        .addToMatchLabels("kubernetes.io/metadata.name", namespace)
                        .endNamespaceSelector()
                        .withRules(
                            new RuleWithOperationsBuilder()
                                .withApiGroups("")
                                .withApiVersions("v1")
                                .withOperations("CREATE", "UPDATE")
                                .withResources("pods")
                                .withScope("Namespaced")
                                .build())
                        .endWebhook()
                        .build())
                .create());
  }

  /** The API server asks it no more; the namespace goes. */
  void remove(KubernetesClient client) {
    client
        .admissionRegistration()
        .v1()
        .mutatingWebhookConfigurations()
        .withName(namespace)
        .delete();
    client.pods().inNamespace(namespace).withGracePeriod(0).delete();
    client.namespaces().withName(namespace).delete();
  }

  private static String base64(Path file) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
