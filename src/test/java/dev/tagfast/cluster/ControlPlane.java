package dev.tagfast.cluster;

import dev.tagfast.observe.ImageTag;
import dev.tagfast.policy.TagPolicy;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

  private final Process launcher;
  private final Map<String, String> addresses;
  private final Kubectl kubectl;
  private final KubernetesClient admin;
  private @Nullable String tokenOfTagfast;

  private ControlPlane(Process launcher, Map<String, String> addresses) {
    this.launcher = launcher;
    this.addresses = addresses;
    Path kubeconfig = Path.of(address("KUBECONFIG"));
    kubectl = new Kubectl(Path.of(address("KUBECTL")), kubeconfig);
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(address("APISERVER"))
            .withCaCertData(
                kubectl.run(
                    "config",
                    "view",
                    "--raw",
                    "-o",
                    "jsonpath={.clusters[0].cluster.certificate-authority-data}"))
            .withOauthToken(tokenOfAnAdministrator())
            .withRequestRetryBackoffLimit(0)
            .build();
    admin = new KubernetesClientBuilder().withConfig(config).build();
  }

  /** The one of this run, started when it is first asked for. */
  static synchronized ControlPlane ofThisRun() {
    if (failure != null) {
      throw failure;
    }
    if (ofThisRun == null) {
      try {
        Map.Entry<Process, Map<String, String>> started = OnePerJvm.get(ControlPlane::start);
        ControlPlane plane = new ControlPlane(started.getKey(), started.getValue());
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
    ProcessBuilder builder =
        new ProcessBuilder(
                Launcher.required().toString(),
                "control-plane",
                "--run",
                LogFolder.PATH.toAbsolutePath().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> addresses = new HashMap<>();
    try {
      Process process = builder.start();
      LogFolder.deleteAtExit(process);
      BufferedReader output = process.inputReader();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.equals("READY")) {
          return Map.entry(process, Map.copyOf(addresses));
        }
        String[] pair = line.split("=", 2);
        addresses.put(pair[0], pair[pair.length - 1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LogFolder.keep();
    throw new IllegalStateException(
        "The control plane did not start; its launcher said why, and its logs are in "
            + LogFolder.PATH);
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
    return new AuditLog(Path.of(address("AUDIT_LOG")));
  }

  /** Whether Deployments become ReplicaSets: envtest's binaries have no controller manager. */
  boolean hasControllers() {
    return !addresses.containsKey("CONTROLLERS");
  }

  /** Kills the API server alone. */
  void stopApiServer() {
    say("stop apiserver");
  }

  /** Starts it again on the same port. */
  void startApiServer() {
    say("start apiserver");
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

  /** The kubeconfig holds an elliptic-curve key, which the client cannot read without help. */
  private String tokenOfAnAdministrator() {
    kubectl.tryWith(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: test-admin, namespace: kube-system}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: test-admin}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
        subjects: [{kind: ServiceAccount, name: test-admin, namespace: kube-system}]
        """,
        "apply",
        "--server-side",
        "-f",
        "-");
    return kubectl.run("create", "token", "test-admin", "-n", "kube-system").strip();
  }

  /**
   * Ready is a moment before roles are known, and before lists of custom resources are served:
   * until then they are a 429, which Tagfast passes on as "not now".
   */
  private void awaitEverything() {
    await("knows its roles", this::knowsRoles);
    await("serves our resources", this::servesOurResources);
  }

  private boolean servesOurResources() {
    try {
      admin.resources(ImageTag.class).inAnyNamespace().list();
      admin.resources(TagPolicy.class).list();
      return true;
    } catch (KubernetesClientException e) {
      return false;
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

  /** Answered when it is done: {@code OK …}, or {@code ERROR …}. */
  private void say(String command) {
    try {
      launcher.outputWriter().write(command + "\n");
      launcher.outputWriter().flush();
      String answer = launcher.inputReader().readLine();
      if (answer == null || !answer.startsWith("OK")) {
        throw new IllegalStateException(command + ": " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String address(String name) {
    return Optional.ofNullable(addresses.get(name))
        .orElseThrow(() -> new IllegalStateException("the launcher printed no " + name));
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
