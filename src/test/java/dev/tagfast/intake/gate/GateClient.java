package dev.tagfast.intake.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tagfast.image.Digest;
import dev.tagfast.testing.ImagePusher;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Pushes and deletes manifests through the gate, as a reverse proxy in front of it would. */
final class GateClient implements AutoCloseable {
  private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  /**
   * @param authority what it calls the registry, e.g. {@code 127.0.0.1:8081}
   */
  GateClient(String authority) {
    base = "http://" + authority;
  }

  /** The manifest that {@code ImagePusher} pushes under this flavour. */
  static byte[] manifest(String flavour) {
    return ImagePusher.manifestOf(flavour);
  }

  /** Another manifest of the same image: the number is an annotation. */
  static byte[] manifest(String flavour, int number) {
    return new String(manifest(flavour), UTF_8)
        .replaceFirst("\\{", "{\"annotations\":{\"number\":\"" + number + "\"},")
        .getBytes(UTF_8);
  }

  /** Its digest. */
  static Digest digest(String flavour) {
    return ImagePusher.digestOf(flavour);
  }

  /** Puts a manifest. */
  HttpResponse<String> put(String repository, String reference, byte[] body, String... headers) {
    return send(
        "PUT",
        "/v2/" + repository + "/manifests/" + reference,
        BodyPublishers.ofByteArray(body),
        TYPE,
        headers);
  }

  /** Puts a manifest in chunks, without its length. */
  HttpResponse<String> putChunked(String repository, String reference, byte[] body) {
    return send(
        "PUT",
        "/v2/" + repository + "/manifests/" + reference,
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
        TYPE);
  }

  /** Deletes a tag or a manifest. */
  HttpResponse<String> delete(String repository, String reference, String... headers) {
    return send(
        "DELETE",
        "/v2/" + repository + "/manifests/" + reference,
        BodyPublishers.noBody(),
        "",
        headers);
  }

  /** Sends anything. */
  HttpResponse<String> send(
      String method,
      String path,
      HttpRequest.BodyPublisher body,
      String contentType,
      String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofMinutes(1))
            .method(method, body);
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    List<String> pairs = List.of(headers);
    for (int i = 0; i < pairs.size(); i += 2) {
      request.header(pairs.get(i), pairs.get(i + 1));
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
