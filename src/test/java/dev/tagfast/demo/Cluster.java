package dev.tagfast.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The cluster as the person in the story uses it: makes Deployments and a policy, and looks. */
public final class Cluster {
  /** Where the person's workloads are. */
  public static final String NAMESPACE = "pizzeria";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TAGFAST = "/apis/tagfast.dev/v1alpha1";

  private final KubernetesClient client;
  private final String tagfast;

  /**
   * @param tagfast the namespace with the ledger
   */
  public Cluster(KubernetesClient client, String tagfast) {
    this.client = client;
    this.tagfast = tagfast;
  }

  /** A Deployment that subscribes: its container follows the tag in its image. */
  public void createDeployment(String name, String image) {
    Map<String, String> pods = Map.of("app", name);
    Deployment deployment =
        new DeploymentBuilder()
            .withNewMetadata()
            .withNamespace(NAMESPACE)
            .withName(name)
            .addToLabels("tagfast.dev/subscribe", "true")
            .endMetadata()
            .withNewSpec()
            .withReplicas(3)
            .withNewSelector()
            .withMatchLabels(pods)
            .endSelector()
            .withNewTemplate()
            .withNewMetadata()
            .withLabels(pods)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("pizza")
            .withImage(image)
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();
    client.resource(deployment).create();
  }

  /** {@code kubectl create} of a TagPolicy. */
  public void createPolicy(String yaml) {
    client.raw(TAGFAST + "/tagpolicies", "POST", Serialization.unmarshal(yaml, Map.class));
  }

  /** The image that a Deployment's pods get. */
  public String image(String name) {
    return deployment(name).getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
  }

  /** What {@code kubectl rollout history} would show for the newest rollout. */
  public String changeCause(String name) {
    Map<String, String> annotations = deployment(name).getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault("kubernetes.io/change-cause", "");
  }

  /** How often a Deployment's pod template changed: each time, Kubernetes replaces the pods. */
  public long rollouts(String name) {
    return deployment(name).getMetadata().getGeneration() - 1;
  }

  /** The ledger's entry of a tag; missing where it has none. */
  public JsonNode imageTag(String repository, String tag) {
    String list = TAGFAST + "/namespaces/" + tagfast + "/imagetags";
    try {
      for (JsonNode item : JSON.readTree(client.raw(list)).path("items")) {
        JsonNode spec = item.path("spec");
        if (spec.path("repository").asText().equals(repository)
            && spec.path("tag").asText().equals(tag)) {
          return item;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return JSON.missingNode();
  }

  private Deployment deployment(String name) {
    return client.apps().deployments().inNamespace(NAMESPACE).withName(name).require();
  }
}
