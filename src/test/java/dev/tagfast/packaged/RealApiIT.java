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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application, a real API server, and the kubeconfig of a person. */
@RealCluster
class RealApiIT {
  @Test
  void anEllipticCurveKeyAsPkcs8OpensTheApiServer(RealApi api, @TempDir Path folder)
      throws Exception {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"), api.kubectl().run("config", "view", "--raw"));
    assertThat(
            api.kubectl()
                .run(
                    "config",
                    "view",
                    "--raw",
                    "-o",
                    "go-template={{range .users}}{{index .user \"client-key-data\" | base64decode}}{{end}}"))
        .startsWith("-----BEGIN PRIVATE KEY-----");
    try (RegistryProcess registry = RegistryProcess.open();
        ImagePusher pusher = ImagePusher.to(registry.uri());
        AppProcess app =
            new AppProcess(
                Ports.free(),
                Map.of(
                    "KUBECONFIG",
                    kubeconfig.toString(),
                    "QUARKUS_KUBERNETES_CLIENT_NAMESPACE",
                    RealApi.TAGFAST,
                    "TAGFAST_REGISTRIES_LOCAL_HOST",
                    registry.host(),
                    "TAGFAST_REGISTRIES_LOCAL_INSECURE",
                    "true",
                    "TAGFAST_SOURCES_HUB_SECRET",
                    "oregano",
                    "TAGFAST_RECONCILE_EVERY",
                    "off"),
                List.of())) {
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
    }
  }
}
