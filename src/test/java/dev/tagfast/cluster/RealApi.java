package dev.tagfast.cluster;

import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.policy.kubernetes.TagPolicy;
import dev.tagfast.testing.KubernetesApi;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/**
 * The real API server as one test has it: a namespace of its own for workloads, and Tagfast's
 * namespace with nothing in its ledger. Policies, the ledger and the namespace go when it is
 * closed.
 */
public final class RealApi implements KubernetesApi {
  /** The namespace and the name of the service account of {@code knative/base}. */
  public static final String TAGFAST = "tagfast";

  /** The service account as a user. */
  static final String SERVICE_ACCOUNT = "system:serviceaccount:" + TAGFAST + ":" + TAGFAST;

  private final ControlPlane plane;
  private long audited;
  private final String namespace = "test-" + UUID.randomUUID().toString().substring(0, 8);
  private final KubernetesClient client;
  private final KubernetesClient tagfast;

  private RealApi(ControlPlane plane) {
    this.plane = plane;
    audited = plane.audit().length();
    Config admin = plane.admin().getConfiguration();
    client = client(new ConfigBuilder(admin).withNamespace(TAGFAST).build());
    tagfast =
        client(
            new ConfigBuilder(admin)
                .withNamespace(TAGFAST)
                .withOauthToken(plane.tokenOfTagfast())
                .build());
    client
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  /** One for a test. */
  public static RealApi open() {
    return new RealApi(ControlPlane.ofThisRun());
  }

  /** A namespace for this test's workloads. */
  public String namespace() {
    return namespace;
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  /** A client that may do what the service account of {@code knative/base} may. */
  public KubernetesClient asTagfast() {
    return tagfast;
  }

  /** Of the administrator. */
  public Kubectl kubectl() {
    return plane.kubectl();
  }

  /** What the API server forbade to the service account since this was asked last. */
  public List<String> forbiddenMeanwhile() {
    long from = audited;
    audited = plane.audit().length();
    return plane.audit().of(SERVICE_ACCOUNT, from).stream()
        .filter(request -> request.status() == HttpURLConnection.HTTP_FORBIDDEN)
        .map(AuditLog.Request::toString)
        .toList();
  }

  /** {@code kubectl apply -k knative/base} once more, after a test that took some of it away. */
  public void reinstall() {
    plane.install();
  }

  /** Until lists of the custom resources that workloads may be are answered. */
  public void awaitCustomResources() {
    plane.awaitEverything();
  }

  /**
   * Skips the test where Deployments do not become ReplicaSets: {@code KUBEBUILDER_ASSETS} without
   * a controller manager.
   */
  public void needsControllers() {
    if (!Launcher.nothingMayBeSkipped()) {
      Assumptions.assumeTrue(plane.hasControllers(), "there is no kube-controller-manager");
    }
  }

  @Override
  public Map<String, String> settings() {
    Config config = tagfast.getConfiguration();
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.kubernetes-client.api-server-url", config.getMasterUrl());
    settings.put("quarkus.kubernetes-client.namespace", TAGFAST);
    settings.put("quarkus.kubernetes-client.token", config.getOauthToken());
    if (config.getCaCertData() != null) {
      settings.put("quarkus.kubernetes-client.ca-cert-data", config.getCaCertData());
    } else {
      settings.put(
          "quarkus.kubernetes-client.trust-certs", Boolean.toString(config.isTrustCerts()));
    }
    return settings;
  }

  @Override
  public void down() {
    plane.stopApiServer();
  }

  @Override
  public void up() {
    plane.startApiServer();
  }

  @Override
  public void close() {
    client.resources(ImageTag.class).inNamespace(TAGFAST).delete();
    client.resources(TagPolicy.class).delete();
    client.namespaces().withName(namespace).delete();
    client.close();
    tagfast.close();
  }

  private static KubernetesClient client(Config config) {
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
