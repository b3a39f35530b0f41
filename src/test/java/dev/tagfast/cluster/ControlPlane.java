package dev.tagfast.cluster;

import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.policy.kubernetes.TagPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The control plane of this run: etcd, API server, controller manager, no nodes; {@code
 * knative/base} is installed on it. Its launcher stops everything as soon as this JVM, which holds
 * the other end of its input, is gone.
 */
final class ControlPlane {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static @Nullable ControlPlane ofThisRun;
  private static @Nullable RuntimeException failure;

  private final LaunchedCluster cluster;
  private final Kubectl kubectl;
  private final KubernetesClient admin;
  private @Nullable String tokenOfTagfast;

  private ControlPlane(LaunchedCluster cluster) {
    this.cluster = cluster;
    kubectl = cluster.kubectl();
    admin = new KubernetesClientBuilder().withConfig(cluster.administrator()).build();
  }

  /** The one of this run, started when it is first asked for. */
  static synchronized ControlPlane ofThisRun() {
    if (failure != null) {
      throw failure;
    }
    if (ofThisRun == null) {
      try {
        Map.Entry<Process, Map<String, String>> started = OnePerJvm.get(ControlPlane::start);
        ControlPlane plane =
            new ControlPlane(new LaunchedCluster(started.getKey(), started.getValue()));
        plane.install();
        ofThisRun = plane;
      } catch (RuntimeException e) {
        // What failed once is not tried again for each of two hundred tests.
        failure = e;
        throw e;
      }
    }
    return ofThisRun;
  }

  private static Map.Entry<Process, Map<String, String>> start() {
    LaunchedCluster started = LaunchedCluster.start("control-plane");
    return Map.entry(started.launcher(), started.addresses());
  }

  /** Of the cluster's administrator. */
  KubernetesClient admin() {
    return admin;
  }

  Kubectl kubectl() {
    return kubectl;
  }

  /** As the kubelet would mount it into Tagfast's pod. */
  synchronized String tokenOfTagfast() {
    if (tokenOfTagfast == null) {
      tokenOfTagfast =
          kubectl.run("create", "token", RealApi.TAGFAST, "--namespace", RealApi.TAGFAST).strip();
    }
    return tokenOfTagfast;
  }

  AuditLog audit() {
    return new AuditLog(Path.of(cluster.address("AUDIT_LOG")));
  }

  /** Whether Deployments become ReplicaSets: envtest's binaries have no controller manager. */
  boolean hasControllers() {
    return !cluster.addresses().containsKey("CONTROLLERS");
  }

  /** Kills the API server alone. */
  void stopApiServer() {
    cluster.say("stop apiserver");
  }

  /** Starts it again on the same port. */
  void startApiServer() {
    cluster.say("start apiserver");
    awaitEverything();
  }

  /** As a person installs it: {@code kubectl apply --server-side -k knative/base}. */
  void install() {
    kubectl.run("apply", "--server-side", "--force-conflicts", "-k", "knative/base");
    kubectl.run(
        "wait",
        "--for=condition=Established",
        "crd/imagetags.tagfast.dev",
        "crd/tagpolicies.tagfast.dev");
    awaitEverything();
  }

  /**
   * Ready is a moment before roles are known, and before lists of custom resources are served:
   * until then they are a 429, which Tagfast passes on as "not now".
   */
  void awaitEverything() {
    await("knows its roles", this::knowsRoles);
    await("serves our resources", this::servesOurResources);
  }

  private boolean servesOurResources() {
    try {
      admin.resources(ImageTag.class).inAnyNamespace().list();
      admin.resources(TagPolicy.class).list();
      return servesOrLacks("serving.knative.dev", "v1", "services")
          && servesOrLacks("argoproj.io", "v1alpha1", "rollouts");
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private boolean servesOrLacks(String group, String version, String plural) {
    try {
      admin
          .genericKubernetesResources(
              new ResourceDefinitionContext.Builder()
                  .withGroup(group)
                  .withVersion(version)
                  .withPlural(plural)
                  .withNamespaced(true)
                  .build())
          .inAnyNamespace()
          .list();
      return true;
    } catch (KubernetesClientException e) {
      return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
    }
  }

  private boolean knowsRoles() {
    Kubectl.Answer may =
        kubectl.tryWith(
            "",
            "auth",
            "can-i",
            "list",
            "deployments.apps",
            "--all-namespaces",
            "--as=" + RealApi.SERVICE_ACCOUNT);
    return may.output().contains("yes");
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("It never happened that the API server " + what);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
