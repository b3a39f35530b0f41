package dev.tagfast.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster that the launcher of {@code src/cluster} runs in the foreground, and its two channels:
 * it printed addresses, and obeys lines. It stops everything as soon as this JVM, which holds the
 * other end of its input, is gone.
 *
 * @param launcher the process
 * @param addresses what it printed, by name
 */
public record LaunchedCluster(Process launcher, Map<String, String> addresses)
    implements AutoCloseable {
  private static final String ADMINISTRATOR =
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
      """;

  /**
   * Starts one and waits until it can be used.
   *
   * @param strength {@code control-plane} or {@code nodes}
   * @throws IllegalStateException if it does not come up; the launcher has said why
   */
  public static LaunchedCluster start(String strength) {
    Path logs = LogFolder.PATH.resolve(strength).toAbsolutePath();
    ProcessBuilder builder =
        new ProcessBuilder(Launcher.required().toString(), strength, "--run", logs.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> addresses = new HashMap<>();
    try {
      Process process = builder.start();
      LogFolder.deleteAtExit(process);
      BufferedReader output = process.inputReader();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.equals("READY")) {
          return new LaunchedCluster(process, Map.copyOf(addresses));
        }
        String[] pair = line.split("=", 2);
        addresses.put(pair[0], pair[pair.length - 1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LogFolder.keep();
    throw new IllegalStateException(
        "The cluster (%s) did not start; its launcher said why, and its logs are in %s"
            .formatted(strength, logs));
  }

  /**
   * @throws IllegalStateException if the launcher did not print it
   */
  public String address(String name) {
    return Optional.ofNullable(addresses.get(name))
        .orElseThrow(() -> new IllegalStateException("the launcher printed no " + name));
  }

  /** Of the administrator. */
  public Kubectl kubectl() {
    return new Kubectl(Path.of(address("KUBECTL")), Path.of(address("KUBECONFIG")));
  }

  /**
   * For a client that may do everything. The kubeconfig holds an elliptic-curve key, which the
   * client cannot read without help: so it has a token.
   */
  public Config administrator() {
    Kubectl kubectl = kubectl();
    kubectl.tryWith(ADMINISTRATOR, "apply", "--server-side", "-f", "-");
    String authority =
        kubectl.run(
            "config",
            "view",
            "--raw",
            "-o",
            "jsonpath={.clusters[0].cluster.certificate-authority-data}");
    String token = kubectl.run("create", "token", "test-admin", "-n", "kube-system").strip();
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(address("APISERVER"))
        .withCaCertData(authority)
        .withOauthToken(token)
        .withRequestRetryBackoffLimit(0)
        .build();
  }

  /**
   * Has the launcher do something, e.g. {@code stop apiserver}; returns when it is done.
   *
   * @throws IllegalStateException if it could not
   */
  public void say(String command) {
    String answer;
    try {
      synchronized (launcher) {
        launcher.outputWriter().write(command + "\n");
        launcher.outputWriter().flush();
        answer = launcher.inputReader().readLine();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (answer == null || !answer.startsWith("OK")) {
      // Only its first words: the rest may be a secret.
      throw new IllegalStateException(
          String.join(" ", List.of(command.split(" ")).subList(0, 2)) + ": " + answer);
    }
  }

  /** Stops everything that it started; the logs go, unless {@link LogFolder#keep} was said. */
  @Override
  public void close() {
    LogFolder.end(launcher);
  }
}
