package dev.tagfast.cli.cluster;

import dev.tagfast.ledger.kubernetes.KubernetesKeyAlgorithm;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the person reaches the cluster: as kubectl does, by the kubeconfig.
 *
 * @param kubeconfig empty: {@code KUBECONFIG}, {@code ~/.kube/config}
 * @param context empty: the current one
 * @param user whom to act as; empty: nobody else
 * @param groups of that one
 */
public record KubernetesAccess(
    Optional<Path> kubeconfig,
    Optional<String> context,
    Optional<String> user,
    List<String> groups) {
  /** Copies the list. */
  public KubernetesAccess {
    groups = List.copyOf(groups);
  }

  /**
   * Reads the kubeconfig; asks nobody yet.
   *
   * @throws ApiFailure if there is none
   */
  public ApiServer open() {
    if (kubeconfig.filter(file -> !Files.isReadable(file)).isPresent()) {
      throw ApiFailure.unreachable(
          "of the kubeconfig", "the file " + kubeconfig.get() + " cannot be read");
    }
    Config config;
    try {
      config =
          kubeconfig
              .map(file -> Config.fromKubeconfig(context.orElse(null), file.toFile()))
              .orElseGet(() -> Config.autoConfigure(context.orElse(null)));
    } catch (KubernetesClientException | IllegalArgumentException e) {
      throw ApiFailure.unreachable("of the kubeconfig", String.valueOf(e.getMessage()));
    }
    user.ifPresent(config::setImpersonateUsername);
    if (!groups.isEmpty()) {
      config.setImpersonateGroups(groups.toArray(String[]::new));
    }
    KubernetesKeyAlgorithm.set(config);
    return new KubernetesApiServer(config);
  }
}
