package dev.tagfast.bench;

import dev.tagfast.demo.AppProcess;
import dev.tagfast.image.Digest;
import dev.tagfast.testing.MockApi;
import dev.tagfast.testing.RegistryProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** The event that an application is started for. */
final class FirstEvent {
  /** Protected: what it shows at first is recorded. */
  static final String TAG = "1.0.0";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Map<String, String> settings;
  private final RegistryProcess registry;
  private final String type;
  private final String body;
  private final String expected;

  private FirstEvent(
      Map<String, String> settings,
      RegistryProcess registry,
      String type,
      String body,
      String expected) {
    this.settings = settings;
    this.registry = registry;
    this.type = type;
    this.body = body;
    this.expected = expected;
  }

  /** Our own CloudEvent at the events door; its first sight of a protected tag is recorded. */
  static FirstEvent ofTagfast(MockApi api, RegistryProcess registry) {
    return new FirstEvent(
        Map.of(
            "QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL", api.url(),
            "QUARKUS_KUBERNETES_CLIENT_NAMESPACE", MockApi.NAMESPACE,
            "TAGFAST_REGISTRIES_LOCAL_HOST", registry.host(),
            "TAGFAST_REGISTRIES_LOCAL_INSECURE", "true",
            "TAGFAST_DOORS", "events",
            "TAGFAST_EVENTS_AUTH", "none",
            "TAGFAST_RECONCILE_EVERY", "off",
            "MALLOC_ARENA_MAX", "1"),
        registry,
        "dev.tagfast.image.pushed",
        "{\"registry\":\"%1$s\",\"repository\":\"pizza\",\"tag\":\"%2$s\",\"digest\":\"%3$s\"}",
        "");
  }

  /** The same, as the bare application understands it: HEAD, a read and a write. */
  static FirstEvent ofBare(MockApi api, RegistryProcess registry) {
    return new FirstEvent(
        Map.of(
            "QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL",
            api.url(),
            "QUARKUS_KUBERNETES_CLIENT_NAMESPACE",
            MockApi.NAMESPACE,
            "MALLOC_ARENA_MAX",
            "1"),
        registry,
        "push",
        "{\"manifest\":\"http://%1$s/v2/pizza/manifests/%2$s\",\"name\":\"pizza-%2$s\"}",
        "sha256:");
  }

  /** The environment of the process. */
  Map<String, String> settings() {
    return settings;
  }

  /** Sends it until the door is open and it is answered. */
  void untilAnswered(AppProcess app, Digest digest) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (app.process().isAlive() && System.nanoTime() < end) {
      try {
        once(app, digest);
        return;
      } catch (ConnectException notYetListening) {
        pause();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalStateException("no answer. The log:\n" + app.readLog());
  }

  /**
   * Sends it once, and checks the answer.
   *
   * @throws ConnectException nobody listens
   */
  void once(AppProcess app, Digest digest) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(app.uri() + "/"))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("ce-specversion", "1.0")
            .header("ce-id", "1")
            .header("ce-source", "/bench")
            .header("ce-type", type)
            .POST(BodyPublishers.ofString(body.formatted(registry.host(), TAG, digest)))
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2 || !answer.body().contains(expected)) {
        throw new IllegalStateException(answer + ": " + answer.body() + app.readLog());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
