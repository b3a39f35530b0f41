package dev.tagfast.ledger.kubernetes;

import dev.tagfast.image.UntrustedText;
import dev.tagfast.settings.WrongSetting;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.CertUtils;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.quarkus.kubernetes.client.KubernetesConfigCustomizer;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The private key with which the API server is asked, where a kubeconfig or a setting names one; in
 * a cluster there is a token instead.
 *
 * <p>fabric8 takes a key for an RSA key unless its PEM label says {@code EC PRIVATE KEY}, and a
 * PKCS #8 key has the label {@code PRIVATE KEY} for all algorithms. It would fail at the first
 * event; so the algorithm is set here, and a key that cannot be read stops the start.
 */
@ApplicationScoped
public class KubernetesClientKey implements KubernetesConfigCustomizer {
  private static final int LONGEST = 200;
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  @Override
  public void customize(Config config) {
    if (hasKey(config) && isEllipticCurve(config)) {
      config.setClientKeyAlgo("EC");
    }
  }

  /**
   * @throws WrongSetting if there is a key that the client cannot use
   */
  void check(
      @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent start, Config config) {
    if (!hasKey(config)) {
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

  private static boolean hasKey(Config config) {
    return config.getClientKeyData() != null || config.getClientKeyFile() != null;
  }

  /** What is neither PKCS #8 nor readable is left to fabric8. */
  private static boolean isEllipticCurve(Config config) {
    try (InputStream key =
        CertUtils.getInputStreamFromDataOrFile(
            config.getClientKeyData(), config.getClientKeyFile())) {
      Matcher pem = PKCS8.matcher(new String(key.readAllBytes(), StandardCharsets.US_ASCII));
      if (!pem.find()) {
        return false;
      }
      byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
      KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
      return true;
    } catch (GeneralSecurityException | IOException | IllegalArgumentException _) {
      return false;
    }
  }
}
