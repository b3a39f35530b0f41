package dev.tagfast.training;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** The requests that the application is taken through; each must be answered as in real life. */
final class Lesson {
  static final String SECRET = "training";

  private static final String DISTRIBUTION = "application/vnd.docker.distribution.events.v1+json";
  private static final String PUSH =
      """
      {"events":[{"id":"1","timestamp":"2018-05-12T12:00:00Z","action":"push","target":{\
      "mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%s","repository":"pizza",\
      "tag":"%s"},"request":{"host":"%s"},"actor":{"name":"training"}}]}""";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI app;
  private final String registry;

  Lesson(URI app, String registry) {
    this.app = app;
    this.registry = registry;
  }

  /** The registry that events speak of: host and port. */
  String registry() {
    return registry;
  }

  /** A probe. */
  int get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(app.resolve(path)), 5).statusCode();
  }

  /** A registry's notification; the answer must speak of this reason. */
  void notification(String tag, String digest, String reason)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(app.resolve("/webhooks/training"))
                .header("Content-Type", DISTRIBUTION)
                .POST(BodyPublishers.ofString(PUSH.formatted(digest, tag, registry))),
            30);
    if (answer.statusCode() != 200 || !answer.body().contains(reason)) {
      throw new IllegalStateException(
          "%s was expected of %s, not %s".formatted(reason, answer, answer.body()));
    }
  }

  /** A CloudEvent in binary mode, as a Knative broker sends it. */
  void event(String type, String body) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(app.resolve("/"));
    Map.of("specversion", "1.0", "id", "1", "source", "/training", "type", type)
        .forEach((name, value) -> request.header("ce-" + name, value));
    accepted(
        send(
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)),
            30));
  }

  /** A CloudEvent in structured mode. */
  void structured(String type, String data) throws IOException, InterruptedException {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"/training\",\"type\":\"%s\",\"data\":%s}";
    accepted(
        send(
            HttpRequest.newBuilder(app.resolve("/"))
                .header("Content-Type", "application/cloudevents+json")
                .POST(BodyPublishers.ofString(event.formatted(type, data))),
            30));
  }

  private static void accepted(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(answer + ": " + answer.body());
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request, int seconds)
      throws IOException, InterruptedException {
    return http.send(
        request
            .timeout(Duration.ofSeconds(seconds))
            .header("Authorization", "Bearer " + SECRET)
            .build(),
        BodyHandlers.ofString());
  }
}
