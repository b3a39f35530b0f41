package dev.tagfast.ledger.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.CertUtils;
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
 * Finds the algorithm of a client key. fabric8 takes a key for an RSA key unless its PEM label says
 * {@code EC PRIVATE KEY}, and a PKCS #8 key has the label {@code PRIVATE KEY} for all algorithms.
 */
public final class KubernetesKeyAlgorithm {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private KubernetesKeyAlgorithm() {}

  /** Tells the client of an elliptic curve. */
  public static void set(Config config) {
    if (hasKey(config) && isEllipticCurve(config)) {
      config.setClientKeyAlgo("EC");
    }
  }

  static boolean hasKey(Config config) {
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
