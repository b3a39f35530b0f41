package dev.tagfast.testing;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;

/** A Kubernetes API for tests of the whole way: the mock, or a real API server. */
public interface KubernetesApi extends AutoCloseable {
  /** A client that may do everything, of the namespace that Tagfast keeps its ledger in. */
  KubernetesClient client();

  /** How Tagfast reaches it, as what it runs as in a cluster. */
  Map<String, String> settings();

  /** The API server goes away; its port refuses connections. */
  void down();

  /** It is back, on the same port, with the same objects. */
  void up();

  @Override
  void close();
}
