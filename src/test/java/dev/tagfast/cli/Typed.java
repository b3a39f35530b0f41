package dev.tagfast.cli;

import dev.tagfast.cli.cluster.KubernetesAccess;
import dev.tagfast.cli.view.Paint;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Types commands, with a kubeconfig of its own. */
final class Typed {
  private final Path kubeconfig;

  private Typed(Path kubeconfig) {
    this.kubeconfig = kubeconfig;
  }

  /** What a command did. */
  record Result(int code, String out, String err) {}

  /** At the API server that a client asks, as the same user. */
  static Typed at(Config config) {
    try {
      Path file = Files.createTempFile("kubeconfig", ".yaml");
      file.toFile().deleteOnExit();
      Files.writeString(file, kubeconfig(config));
      return new Typed(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without a cluster. */
  static Result nowhere(String... words) {
    return run(Optional.empty(), List.of(words), Optional.empty());
  }

  Result type(String... words) {
    return run(Optional.of(kubeconfig), List.of(words), Optional.empty());
  }

  /** On a terminal, where somebody types this answer. */
  Result answering(String line, String... words) {
    return run(Optional.of(kubeconfig), List.of(words), Optional.of(line));
  }

  private static Result run(Optional<Path> kubeconfig, List<String> words, Optional<String> line) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(words);
    kubeconfig.ifPresent(file -> all.add("--kubeconfig=" + file));
    int code = CommandTree.run(shell(out, err, line), all.toArray(String[]::new));
    return new Result(code, out.toString(), err.toString());
  }

  /** One whose commands are only parsed. */
  static Shell shell() {
    return shell(new StringWriter(), new StringWriter(), Optional.empty());
  }

  private static Shell shell(StringWriter out, StringWriter err, Optional<String> line) {
    return new Shell(
        "kubectl tagfast",
        new PrintWriter(out),
        new PrintWriter(err),
        () -> line,
        new Paint(false),
        80,
        InstantSource.system(),
        KubernetesAccess::open,
        () -> false);
  }

  private static String kubeconfig(Config config) {
    return """
        apiVersion: v1
        kind: Config
        current-context: here
        contexts:
          - {name: here, context: {cluster: here, user: me, namespace: default}}
        clusters:
          - name: here
            cluster: {server: "%s"%s}
        users:
          - name: me
            user: {%s}
        """
        .formatted(
            config.getMasterUrl(),
            given(", certificate-authority-data", config.getCaCertData())
                + given(", certificate-authority", config.getCaCertFile())
                + (config.isTrustCerts() ? ", insecure-skip-tls-verify: true" : ""),
            (given(", client-certificate-data", config.getClientCertData())
                    + given(", client-certificate", config.getClientCertFile())
                    + given(", client-key-data", config.getClientKeyData())
                    + given(", client-key", config.getClientKeyFile())
                    + given(", token", config.getOauthToken()))
                .replaceFirst("^, ", ""));
  }

  private static String given(String name, String value) {
    return value == null ? "" : name + ": \"" + value + "\"";
  }
}
