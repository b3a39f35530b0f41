package dev.tagfast.bench;

import dev.tagfast.demo.Stage;
import dev.tagfast.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.UUID;

/** Sends notifications as CNCF Distribution does, and waits for the answer. */
final class Sender implements AutoCloseable {
  static final String EVENT =
      """
      {"events":[{"id":"%s","timestamp":"2018-05-12T12:00:00Z","action":"push","target":{\
      "mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%s","repository":"%s",\
      "tag":"%s"},"request":{"host":"%s"},"actor":{"name":"bench"}}]}""";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Optional<Stage> stage;

  Sender(Stage stage) {
    this.stage = Optional.of(stage);
  }

  /** For any request. */
  Sender() {
    stage = Optional.empty();
  }

  /**
   * Tells of one push.
   *
   * @return the answer's body
   * @throws IllegalStateException if it is not acknowledged: then the figures mean nothing
   */
  String tell(String repository, String tag, Digest digest) {
    return tell(stage.orElseThrow().webhook(), repository, tag, digest);
  }

  /** The same to another door. */
  String tell(URI door, String repository, String tag, Digest digest) {
    String event =
        EVENT.formatted(UUID.randomUUID(), digest, repository, tag, stage.orElseThrow().registry().host());
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(door)
                .header("Authorization", stage.orElseThrow().secret())
                .header("Content-Type", "application/vnd.docker.distribution.events.v1+json")
                .POST(BodyPublishers.ofString(event))
                .build());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  /** Any request, by the same bare client. */
  HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
