package dev.tagfast.ledger.kubernetes;

import dev.tagfast.image.UntrustedText;
import dev.tagfast.settings.WrongSetting;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.quarkus.kubernetes.client.KubernetesConfigCustomizer;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.security.GeneralSecurityException;

/**
 * The private key with which the API server is asked, where a kubeconfig or a setting names one; in
 * a cluster there is a token instead.
 *
 * <p>A key of which the client does not know the algorithm would fail at the first event; so the
 * algorithm is set here, and a key that cannot be read stops the start.
 */
@ApplicationScoped
public class KubernetesClientKey implements KubernetesConfigCustomizer {
  private static final int LONGEST = 200;

  @Override
  public void customize(Config config) {
    KubernetesKeyAlgorithm.set(config);
  }

  /**
   * @throws WrongSetting if there is a key that the client cannot use
   */
  void check(
      @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent start, Config config) {
    if (!KubernetesKeyAlgorithm.hasKey(config)) {
      return;
    }
    try {
      var _ = SSLUtils.keyManagers(config);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw new WrongSetting(
          "The client key or certificate for the Kubernetes API (client-key and client-certificate"
              + " of the kubeconfig, or quarkus.kubernetes-client.client-key-file and"
              + " .client-cert-file) cannot be read: "
              + UntrustedText.clean(String.valueOf(e.getMessage()), LONGEST)
              + ". Write an RSA or elliptic-curve key as PEM without a passphrase, or use a token");
    }
  }
}
