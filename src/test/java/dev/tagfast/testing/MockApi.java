package dev.tagfast.testing;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * A mock of the Kubernetes API on loopback, over plain HTTP, for tests and for the demo. It keeps
 * what it is given while it is {@link #down()}. What fabric8's mock does wrongly and matters here
 * is put right in {@link MockApiDispatcher}; it still validates nothing: no schema, no RBAC.
 */
public final class MockApi implements KubernetesApi {
  /** The namespace of {@link #client()}. */
  public static final String NAMESPACE = "tagfast";

  private static final Path CRDS = Path.of("knative/base/crds");

  // It tells of every request; kept here because a logger that nobody holds forgets its level.
  private static final Logger CHATTER = Logger.getLogger(MockWebServer.class.getName());

  static {
    CHATTER.setLevel(Level.WARNING);
  }

  private final MockApiDispatcher dispatcher = new MockApiDispatcher();
  private final int port;
  private final KubernetesClient client;
  private KubernetesMockServer server;

  private MockApi(int wanted) {
    server = listen(wanted);
    port = server.getPort();
    client = newClient();
    installCrds();
  }

  /** Starts one on a free port, with the CRDs of {@code knative/base/crds}. */
  public static MockApi start() {
    return new MockApi(0);
  }

  /** Starts one on this port. */
  public static MockApi start(int port) {
    return new MockApi(port);
  }

  /** Where it answers, without a slash at the end. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** A client of namespace {@value #NAMESPACE} that sends every request once. */
  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "quarkus.kubernetes-client.api-server-url",
        url(),
        "quarkus.kubernetes-client.namespace",
        NAMESPACE);
  }

  @Override
  public void down() {
    server.shutdown();
  }

  @Override
  public void up() {
    server = listen(port);
  }

  /**
   * From now on it answers these requests with an error, the rest as before.
   *
   * @param request a regular expression for the whole of {@code METHOD /path?query}
   * @param code the status, e.g. 403 or 500
   */
  public void refuse(String request, int code) {
    dispatcher.refuse(request, code, Integer.MAX_VALUE);
  }

  /** The same for the next such request only. */
  public void refuseOnce(String request, int code) {
    dispatcher.refuse(request, code, 1);
  }

  /**
   * Whether a CRD is not installed: then the paths of its objects are unknown.
   *
   * @param plural e.g. {@code imagetags}
   */
  public void withoutCrd(String plural, boolean now) {
    dispatcher.missing(plural, now);
  }

  /** It refuses nothing any more, and has every CRD. */
  public void heal() {
    dispatcher.heal();
  }

  /** {@code METHOD /path?query} of every request since the start or {@link #forgetRequests}. */
  public List<String> requests() {
    return dispatcher.requests();
  }

  /** Starts counting anew. */
  public void forgetRequests() {
    dispatcher.forgetRequests();
  }

  @Override
  public void close() {
    client.close();
    server.shutdown();
  }

  private KubernetesMockServer listen(int wanted) {
    KubernetesMockServer mock =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), dispatcher, false);
    mock.init(InetAddress.getLoopbackAddress(), wanted);
    return mock;
  }

  private KubernetesClient newClient() {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(Config.empty())
                .withMasterUrl(url())
                .withNamespace(NAMESPACE)
                .withRequestRetryBackoffLimit(0)
                .withHttp2Disable(true)
                .build())
        .build();
  }

  private void installCrds() {
    if (!Files.isDirectory(CRDS)) {
      return;
    }
    try (Stream<Path> files = Files.list(CRDS)) {
      files.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(this::install);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    forgetRequests();
  }

  private void install(Path crd) {
    try (InputStream yaml = Files.newInputStream(crd)) {
      client.apiextensions().v1().customResourceDefinitions().load(yaml).create();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
