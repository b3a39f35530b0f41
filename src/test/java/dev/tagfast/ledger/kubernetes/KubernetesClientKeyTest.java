package dev.tagfast.ledger.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.settings.WrongSetting;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.quarkus.runtime.StartupEvent;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key of a kubeconfig. The cluster of the tests has one with an elliptic-curve key. */
class KubernetesClientKeyTest {
  private final KubernetesClientKey key = new KubernetesClientKey();

  @ParameterizedTest
  @CsvSource({"EC, EC", "RSA, ", "Ed25519, "})
  void theAlgorithmOfAPkcs8KeyIsFoundWhereFabric8DoesNotFindIt(String algorithm, String set)
      throws GeneralSecurityException {
    Config config = new ConfigBuilder(Config.empty()).withClientKeyData(pkcs8(algorithm)).build();
    config.setClientKeyAlgo(null);

    key.customize(config);

    assertThat(config.getClientKeyAlgo()).isEqualTo(set);
  }

  @Test
  void aProcessWithoutAKeyStarts() {
    Config config = new ConfigBuilder(Config.empty()).build();
    key.customize(config);

    assertThatCode(() -> key.check(new StartupEvent(), config)).doesNotThrowAnyException();
  }

  @Nested
  @RealCluster
  class OfARealKubeconfig {
    private Config kubeconfig;

    @Test
    void isAnEllipticCurveKeyAndTheApiServerIsAskedWithIt(RealApi api) {
      kubeconfig = kubeconfig(api);
      key.customize(kubeconfig);

      key.check(new StartupEvent(), kubeconfig);

      try (KubernetesClient client = new KubernetesClientBuilder().withConfig(kubeconfig).build()) {
        assertThat(client.namespaces().withName(RealApi.TAGFAST).get()).isNotNull();
      }
    }

    @ParameterizedTest
    @CsvSource({"Ed25519", "nonsense"})
    void stopsTheStartWhereItCannotBeReadAndIsNotShown(String algorithm, RealApi api)
        throws GeneralSecurityException {
      kubeconfig = kubeconfig(api);
      String data = algorithm.equals("nonsense") ? "bm9uc2Vuc2U=" : pkcs8(algorithm);
      kubeconfig.setClientKeyData(data);
      key.customize(kubeconfig);

      assertThatThrownBy(() -> key.check(new StartupEvent(), kubeconfig))
          .isInstanceOf(WrongSetting.class)
          .hasMessageStartingWith("The client key or certificate for the Kubernetes API")
          .hasMessageEndingWith("or use a token")
          .hasMessageNotContaining(data.substring(0, 12));
    }

    private static Config kubeconfig(RealApi api) {
      return Config.fromKubeconfig(api.kubectl().run("config", "view", "--raw"));
    }
  }

  /** As a kubeconfig has it: PEM, and that in Base64 again. */
  private static String pkcs8(String algorithm) throws GeneralSecurityException {
    byte[] der =
        KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate().getEncoded();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(der)
            + "\n-----END PRIVATE KEY-----\n";
    return Base64.getEncoder().encodeToString(pem.getBytes());
  }
}
