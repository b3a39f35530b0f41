package dev.tagfast.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.demo.AppProcess;
import dev.tagfast.demo.Ports;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.RegistryProcess;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application outside a cluster, and a real API server. */
@RealCluster
class RealApiIT {
  @Test
  void anEllipticCurveKeyAsPkcs8OpensTheApiServer(RealApi api, @TempDir Path folder)
      throws Exception {
    assertThat(
            api.kubectl()
                .run(
                    "config",
                    "view",
                    "--raw",
                    "-o",
                    "go-template={{range .users}}{{index .user \"client-key-data\" | base64decode}}"
                        + "{{end}}"))
        .startsWith("-----BEGIN PRIVATE KEY-----");
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"), api.kubectl().run("config", "view", "--raw"));

    logOfRecording(
        api,
        Map.of(
            "KUBECONFIG",
            kubeconfig.toString(),
            "QUARKUS_KUBERNETES_CLIENT_NAMESPACE",
            RealApi.TAGFAST));
  }

  /** Quarkus would print each setting of the Kubernetes client that the build did not know. */
  @Test
  void aTokenInTheEnvironmentOpensItTooAndStaysOutOfTheLog(RealApi api) {
    Map<String, String> access = new HashMap<>();
    api.settings()
        .forEach(
            (name, value) ->
                access.put(name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT), value));
    String token = access.get("QUARKUS_KUBERNETES_CLIENT_TOKEN");

    assertThat(logOfRecording(api, access)).doesNotContain(token, "Build time property");
  }

  /** Tells of a push, finds it in the ledger, and returns what was logged meanwhile. */
  private static String logOfRecording(RealApi api, Map<String, String> access) {
    try (RegistryProcess registry = RegistryProcess.open();
        ImagePusher pusher = ImagePusher.to(registry.uri())) {
      Map<String, String> settings = new HashMap<>(access);
      settings.put("TAGFAST_REGISTRIES_LOCAL_HOST", registry.host());
      settings.put("TAGFAST_REGISTRIES_LOCAL_INSECURE", "true");
      settings.put("TAGFAST_SOURCES_HUB_SECRET", "oregano");
      settings.put("TAGFAST_RECONCILE_EVERY", "off");
      try (AppProcess app = new AppProcess(Ports.free(), settings, List.of())) {
        app.awaitReady();
        Digest digest = pusher.push("pizza", "1.0.0", "margherita");

        HttpResponse<String> answer =
            app.send(
                HttpRequest.newBuilder(app.uri().resolve("/webhooks/hub"))
                    .header("Authorization", "oregano")
                    .header("Content-Type", "application/json")
                    .POST(
                        BodyPublishers.ofString(
                            """
                            {"events":[{"id":"1","action":"push","request":{"host":"%s"},
                              "target":{"repository":"pizza","tag":"1.0.0","digest":"%s"}}]}"""
                                .formatted(registry.host(), digest)))
                    .build());

        assertThat(answer.body()).as(app.readLog()).contains("FirstSeen");
        assertThat(api.client().resources(ImageTag.class).list().getItems())
            .extracting(entry -> entry.getStatus().accepted().digest())
            .containsExactly(digest.value());
        return app.readLog();
      }
    }
  }
}
