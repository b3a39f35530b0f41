package dev.tagfast.act.kubernetes;

import dev.tagfast.act.preflight.PodPlacement;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.registry.PullCheck;
import dev.tagfast.registry.RegistryAnswer;
import dev.tagfast.registry.credential.Keychain;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Asks the registry for a digest as the kubelet would: with the Secrets that the pods name, else
 * with those of their ServiceAccount. Their content goes to that registry alone, and into no log.
 */
@ApplicationScoped
class KubernetesPullSecrets {
  private static final Logger LOG = Logger.getLogger(KubernetesPullSecrets.class);
  private static final String CONFIG = ".dockerconfigjson";
  private static final ResourceDefinitionContext SECRETS = context("Secret", "secrets");
  private static final ResourceDefinitionContext ACCOUNTS =
      context("ServiceAccount", "serviceaccounts");

  private final KubernetesClient client;
  private final PullCheck registry;
  private final AtomicBoolean warned = new AtomicBoolean();

  KubernetesPullSecrets(KubernetesClient client, PullCheck registry) {
    this.client = client;
    this.registry = registry;
  }

  /**
   * Why none of the Secrets can read it; empty: one can, or nobody knows: no Secret is for this
   * registry, so the nodes' own credentials count, or Tagfast may not read them.
   */
  Optional<String> refusal(
      String namespace, PodPlacement pods, Repository repository, Digest digest) {
    List<String> refusals = new ArrayList<>();
    try {
      for (String name : names(namespace, pods)) {
        Optional<Keychain> keychain = keychain(namespace, name);
        if (keychain.isEmpty()) {
          continue;
        }
        switch (registry.head(repository, digest, keychain.get())) {
          case PullCheck.NoCredential _ -> {}
          case PullCheck.Asked(RegistryAnswer.Found<?> _) -> {
            return Optional.empty();
          }
          case PullCheck.Asked(RegistryAnswer.Absent<?> _) ->
              refusals.add(
                  "Secret " + name + ": not found, as registries say of what one may not read");
          case PullCheck.Asked(RegistryAnswer.Denied<?>(String why)) ->
              refusals.add("Secret " + name + ": " + why);
          case PullCheck.Asked(RegistryAnswer.Unavailable<?> _),
              PullCheck.Asked(RegistryAnswer.NotListed<?> _) -> {
            return Optional.empty();
          }
        }
      }
    } catch (KubernetesClientException e) {
      if (!warned.getAndSet(true)) {
        LOG.warnf(
            "The pull secrets of namespace %s could not be read, so images are not checked with"
                + " them (tagfast.rollouts.check-pull-secrets; bind the ClusterRole"
                + " tagfast-pull-secrets there): %s",
            namespace, KubernetesFailure.message(e));
      }
      return Optional.empty();
    }
    return refusals.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", refusals));
  }

  /** As the ServiceAccount admission plugin does: its Secrets count where the pod names none. */
  private List<String> names(String namespace, PodPlacement pods) {
    if (!pods.pullSecrets().isEmpty()) {
      return pods.pullSecrets();
    }
    GenericKubernetesResource account =
        client
            .genericKubernetesResources(ACCOUNTS)
            .inNamespace(namespace)
            .withName(pods.serviceAccount())
            .get();
    return account == null
        ? List.of()
        : PodPlacement.of(account.getAdditionalProperties()).pullSecrets();
  }

  private Optional<Keychain> keychain(String namespace, String name) {
    GenericKubernetesResource secret =
        client.genericKubernetesResources(SECRETS).inNamespace(namespace).withName(name).get();
    if (secret == null
        || !(secret.getAdditionalProperties().get("data") instanceof Map<?, ?> data)
        || !(data.get(CONFIG) instanceof String encoded)) {
      return Optional.empty();
    }
    try {
      byte[] config = Base64.getDecoder().decode(encoded);
      return Optional.of(Keychain.ofDockerConfig(new String(config, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException _) {
      // The kubelet leaves such a Secret out, too.
      return Optional.empty();
    }
  }

  private static ResourceDefinitionContext context(String kind, String plural) {
    return new ResourceDefinitionContext.Builder()
        .withVersion("v1")
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }
}
