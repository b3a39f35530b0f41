package dev.tagfast.ledger.kubernetes;

import static dev.tagfast.ledger.Entries.PIZZA;
import static dev.tagfast.ledger.Entries.small;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.ledger.TagLedger;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tagfast outside of a cluster: the client of the container has a certificate and no token. */
@QuarkusTest
@RealCluster
@WithTestResource(ClientKeyInTheContainerTest.Kubeconfig.class)
class ClientKeyInTheContainerTest {
  @Inject TagLedger ledger;

  @Test
  void theApiServerIsAskedWithAnEllipticCurveKey() {
    assertThat(ledger.write(small(PIZZA), Optional.empty())).isPresent();
    assertThat(ledger.read(PIZZA).orElseThrow().entry()).isEqualTo(small(PIZZA));
  }

  /** The settings that a kubeconfig with a client certificate stands for. */
  public static final class Kubeconfig implements QuarkusTestResourceLifecycleManager {
    private RealApi api;

    @Override
    public Map<String, String> start() {
      api = RealApi.open();
      Config kubeconfig = Config.fromKubeconfig(api.kubectl().run("config", "view", "--raw"));
      Map<String, String> settings = new HashMap<>(api.settings());
      settings.remove("quarkus.kubernetes-client.token");
      settings.put("quarkus.kubernetes-client.client-cert-data", kubeconfig.getClientCertData());
      settings.put("quarkus.kubernetes-client.client-key-data", kubeconfig.getClientKeyData());
      return settings;
    }

    @Override
    public void stop() {
      api.close();
    }
  }
}
