package dev.tagfast.bench;

import dev.tagfast.demo.Cluster;
import dev.tagfast.demo.Stage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** The least that any program must do for such an event: one HEAD of the tag, one PATCH. */
final class Bare {
  static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private final Stage stage;
  private final Sender http;

  Bare(Stage stage, Sender http) {
    this.stage = stage;
    this.http = http;
  }

  /** Asks the registry for the tag and patches the Deployment's image. */
  void headAndPatch(String repository, String tag, String deployment, String image) {
    expectSuccess(
        http.send(manifestOf(repository, tag).method("HEAD", BodyPublishers.noBody()).build()));
    String patch =
        """
        [{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"%s"}]"""
            .formatted(image);
    String path =
        "/apis/apps/v1/namespaces/%s/deployments/%s".formatted(Cluster.NAMESPACE, deployment);
    expectSuccess(
        http.send(
            HttpRequest.newBuilder(URI.create(stage.api().url() + path))
                .header("Content-Type", "application/json-patch+json")
                .method("PATCH", BodyPublishers.ofString(patch))
                .build()));
  }

  /** The bytes of a manifest. */
  byte[] manifest(String repository, String tag) {
    return expectSuccess(http.send(manifestOf(repository, tag).build()))
        .body()
        .getBytes(StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder manifestOf(String repository, String reference) {
    String path = "/v2/%s/manifests/%s".formatted(repository, reference);
    return HttpRequest.newBuilder(stage.registry().uri().resolve(path)).header("Accept", MANIFEST);
  }

  private static HttpResponse<String> expectSuccess(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(answer + ": " + answer.body());
    }
    return answer;
  }
}
