package dev.tagfast.bench;

import dev.tagfast.bench.PodReviewer.Webhook;
import dev.tagfast.cluster.RealApi;
import dev.tagfast.demo.AppProcess;
import dev.tagfast.demo.Poll;
import dev.tagfast.demo.Ports;
import dev.tagfast.packaged.SelfSigned;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.RegistryProcess;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code make bench-admission}: the creation of Pods on a real API server, with no webhook, with
 * Tagfast's and with another one, turn by turn; then 1,000 Pods of 20 images and the requests that
 * the registry got for them; then Pods of known images while the registry is away. For every
 * package of Tagfast that was built.
 *
 * <p>Another webhook is started by the program that {@code -Drival=PROGRAM} names, as {@code
 * PROGRAM PORT FOLDER KUBECONFIG}; the folder has {@code tls.crt} and {@code tls.key}. {@code
 * -Drival.path} is the path of its webhook.
 */
public final class AdmissionPods implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RealApi api = RealApi.open();
  private final Path folder;
  private final Path certificate;
  private final Path key;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<PodReviewer> reviewers = new ArrayList<>();

  private AdmissionPods(Packaged tagfast) {
    try {
      folder = Files.createTempDirectory("tagfast-bench-");
      SelfSigned pair = new SelfSigned(folder, "bench");
      certificate = Files.move(pair.certificate(), folder.resolve("tls.crt"));
      key = Files.move(pair.key(), folder.resolve("tls.key"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    // The last one opened is closed first.
    opened.add(api);
    add("none", Optional.empty(), registry());
    RegistryProcess registry = registry();
    int port = Ports.free();
    AppProcess app =
        new AppProcess(Ports.free(), settings(registry, port), tagfast.command().stream());
    opened.add(app);
    app.awaitReady();
    add(tagfast.name(), webhook(port, "/admission/pin"), registry);
    String rival = System.getProperty("rival", "");
    if (!rival.isEmpty()) {
      int other = Ports.free();
      start(rival, other);
      add(
          Path.of(rival).getFileName().toString(),
          webhook(other, System.getProperty("rival.path", "/v1/mutate")),
          registry());
    }
  }

  /**
   * @param args nothing
   */
  public static void main(String[] args) {
    Table table = new Table(System.out);
    try {
      for (Packaged tagfast : Packaged.ofTagfast()) {
        System.out.printf("%n%s%n", tagfast.name());
        try (AdmissionPods bench = new AdmissionPods(tagfast)) {
          new PodCreations(bench.api.client(), bench.reviewers, table).measure();
        }
      }
    } catch (RuntimeException e) {
      System.out.println("The bench broke off: " + e);
      System.exit(1);
    }
    System.exit(0);
  }

  private void add(String name, Optional<Webhook> webhook, RegistryProcess registry) {
    String namespace = api.namespace() + "-" + reviewers.size();
    api.client()
        .namespaces()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .addToLabels("tagfast.dev/admission", "pin")
                .endMetadata()
                .build())
        .create();
    PodReviewer reviewer = new PodReviewer(name, namespace, registry, webhook);
    try (ImagePusher pusher = ImagePusher.to(registry.uri())) {
      for (int image = 0; image < PodCreations.IMAGES; image++) {
        String repository = PodReviewer.repository(image);
        var _ = pusher.push(repository, PodCreations.KNOWN, repository);
      }
      for (int pod = 0; pod < PodCreations.COLD; pod++) {
        var _ = pusher.push(PodReviewer.repository(0), PodCreations.unknown(pod), "cold " + pod);
      }
    }
    reviewer.install(api.client());
    opened.add(() -> reviewer.remove(api.client()));
    reviewers.add(reviewer);
  }

  private RegistryProcess registry() {
    RegistryProcess registry = RegistryProcess.open();
    opened.add(registry);
    return registry;
  }

  private Optional<Webhook> webhook(int port, String path) {
    return Optional.of(new Webhook("https://127.0.0.1:" + port + path, certificate));
  }

  private void start(String program, int port) {
    try {
      Process process =
          new ProcessBuilder(
                  program,
                  Integer.toString(port),
                  folder.toString(),
                  api.kubectl().kubeconfig().toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("rival.log").toFile())
              .start();
      opened.add(process::destroy);
      if (!Poll.until(PATIENCE, () -> isOpen(port))) {
        throw new IllegalStateException(program + " does not listen on port " + port);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOpen(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  private Map<String, String> settings(RegistryProcess registry, int port) {
    Map<String, String> settings = new HashMap<>();
    api.settings()
        .forEach(
            (name, value) ->
                settings.put(name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT), value));
    settings.put("TAGFAST_DOORS", "admission");
    settings.put("TAGFAST_MODE", "act");
    settings.put("TAGFAST_REGISTRIES_LOCAL_HOST", registry.host());
    settings.put("TAGFAST_REGISTRIES_LOCAL_INSECURE", "true");
    settings.put("TAGFAST_RECONCILE_EVERY", "off");
    settings.put("QUARKUS_HTTP_SSL_PORT", Integer.toString(port));
    settings.put("QUARKUS_HTTP_SSL_CERTIFICATE_FILES", certificate.toString());
    settings.put("QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES", key.toString());
    return settings;
  }

  @Override
  public void close() {
    for (AutoCloseable each : opened.reversed()) {
      try {
        each.close();
      } catch (Exception e) {
        System.out.println("Not closed: " + e);
      }
    }
  }
}
