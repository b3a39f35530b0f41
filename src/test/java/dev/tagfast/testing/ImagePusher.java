package dev.tagfast.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tagfast.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Pushes minimal images to a registry, as {@code docker push} would. The flavour decides the
 * digest: the same flavour is the same image. Every method throws {@link IllegalStateException}
 * where the registry answers otherwise than expected, {@link UncheckedIOException} where it does
 * not answer.
 */
public final class ImagePusher implements AutoCloseable {
  private static final String ACCEPT =
      MinimalImage.INDEX_TYPE
          + ", "
          + MinimalImage.MANIFEST_TYPE
          + ", application/vnd.docker.distribution.manifest.list.v2+json"
          + ", application/vnd.docker.distribution.manifest.v2+json";

  private final URI registry;
  private final Optional<String> authorization;
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private final HttpClient http = HttpClient.newHttpClient();

  private ImagePusher(URI registry, Optional<String> authorization) {
    this.registry = registry;
    this.authorization = authorization;
  }

  /** For a registry that lets everybody push. */
  public static ImagePusher to(URI registry) {
    return new ImagePusher(registry, Optional.empty());
  }

  /** With basic authentication. */
  public static ImagePusher to(URI registry, String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new ImagePusher(
        registry, Optional.of("Basic " + Base64.getEncoder().encodeToString(pair)));
  }

  /** Pushes an image of one architecture and returns its digest. */
  public Digest push(String repository, String tag, String flavour) {
    MinimalImage image = MinimalImage.of(flavour, "amd64");
    putBlobs(repository, image);
    return putManifest(repository, tag, MinimalImage.MANIFEST_TYPE, image.manifest());
  }

  /**
   * Pushes an image of two architectures, children first, and returns the digest of its index. A
   * registry notifies of three pushes.
   */
  public Digest pushIndex(String repository, String tag, String flavour) {
    List<String> architectures = List.of("amd64", "arm64");
    List<MinimalImage> images =
        architectures.stream().map(name -> MinimalImage.of(flavour, name)).toList();
    for (MinimalImage image : images) {
      putBlobs(repository, image);
      putManifest(
          repository,
          MinimalImage.digest(image.manifest()).value(),
          MinimalImage.MANIFEST_TYPE,
          image.manifest());
    }
    return putManifest(
        repository, tag, MinimalImage.INDEX_TYPE, MinimalImage.index(images, architectures));
  }

  /** The digest that {@link #push} gives this flavour, without pushing it. */
  public static Digest digestOf(String flavour) {
    return MinimalImage.digest(MinimalImage.of(flavour, "amd64").manifest());
  }

  /** The manifest that {@link #push} pushes under this flavour. */
  public static byte[] manifestOf(String flavour) {
    return MinimalImage.of(flavour, "amd64").manifest();
  }

  /** The digest of one architecture of what {@link #pushIndex} pushes under this flavour. */
  public static Digest child(String flavour, String architecture) {
    return MinimalImage.digest(MinimalImage.of(flavour, architecture).manifest());
  }

  /** What the registry says that a tag points at now; empty: it has no such tag. */
  public Optional<Digest> look(String repository, String tag) {
    HttpResponse<byte[]> response =
        send(
            manifest(repository, tag)
                .method("HEAD", BodyPublishers.noBody())
                .header("Accept", ACCEPT));
    return response.statusCode() == 404
        ? Optional.empty()
        : Optional.of(new Digest(header(expect(response, 200), "Docker-Content-Digest")));
  }

  /** The bytes of a manifest. */
  public byte[] manifestBytes(String repository, String reference) {
    return expect(send(manifest(repository, reference).GET().header("Accept", ACCEPT)), 200).body();
  }

  /** Deletes a manifest, and with it every tag that points at it. */
  public void delete(String repository, Digest digest) {
    expect(send(manifest(repository, digest.value()).DELETE()), 202);
  }

  /** Deletes an image and what it is made of, as a registry's garbage collector does. */
  public void deleteWithBlobs(String repository, Digest digest) {
    byte[] manifest =
        expect(
                send(
                    manifest(repository, digest.value())
                        .GET()
                        .header("Accept", MinimalImage.MANIFEST_TYPE)),
                200)
            .body();
    delete(repository, digest);
    for (MatchResult blob : DIGEST.matcher(new String(manifest, UTF_8)).results().toList()) {
      expect(send(request(at(repository, "blobs/" + blob.group())).DELETE()), 202);
    }
  }

  /** Puts any bytes as a manifest under a tag or a digest. */
  public Digest putManifest(String repository, String reference, String mediaType, byte[] bytes) {
    expect(
        send(
            manifest(repository, reference)
                .PUT(BodyPublishers.ofByteArray(bytes))
                .header("Content-Type", mediaType)),
        201);
    return MinimalImage.digest(bytes);
  }

  @Override
  public void close() {
    http.close();
  }

  private void putBlobs(String repository, MinimalImage image) {
    putBlob(repository, image.layer());
    putBlob(repository, image.config());
  }

  private void putBlob(String repository, byte[] bytes) {
    Digest digest = MinimalImage.digest(bytes);
    URI blob = at(repository, "blobs/" + digest);
    if (send(request(blob).method("HEAD", BodyPublishers.noBody())).statusCode() == 200) {
      return;
    }
    URI uploads = at(repository, "blobs/uploads/");
    HttpResponse<byte[]> opened = expect(send(request(uploads).POST(BodyPublishers.noBody())), 202);
    String location = uploads.resolve(header(opened, "Location")).toString();
    URI target = URI.create(location + (location.contains("?") ? "&" : "?") + "digest=" + digest);
    expect(
        send(
            request(target)
                .PUT(BodyPublishers.ofByteArray(bytes))
                .header("Content-Type", "application/octet-stream")),
        201);
  }

  private HttpRequest.Builder manifest(String repository, String reference) {
    return request(at(repository, "manifests/" + reference));
  }

  private URI at(String repository, String rest) {
    return registry.resolve("/v2/" + repository + "/" + rest);
  }

  private HttpRequest.Builder request(URI uri) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
    authorization.ifPresent(value -> builder.header("Authorization", value));
    return builder;
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static HttpResponse<byte[]> expect(HttpResponse<byte[]> response, int status) {
    if (response.statusCode() != status) {
      throw new IllegalStateException(
          "%s %s answered %d instead of %d: %s"
              .formatted(
                  response.request().method(),
                  response.uri(),
                  response.statusCode(),
                  status,
                  new String(response.body(), StandardCharsets.UTF_8)));
    }
    return response;
  }

  private static String header(HttpResponse<?> response, String name) {
    return response
        .headers()
        .firstValue(name)
        .orElseThrow(() -> new IllegalStateException(response.uri() + " answered without " + name));
  }
}
