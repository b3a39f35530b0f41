package dev.tagfast.demo;

import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.MockApi;
import dev.tagfast.testing.Notify;
import dev.tagfast.testing.RegistryProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Owns everything that runs: registry, API server, chat, and the packaged application between them.
 * What was started is stopped by {@link #close}, also where a later part did not start.
 */
public final class Stage implements AutoCloseable {
  /** The name under which the registry sends its notifications. */
  public static final String SOURCE = "demo";

  /** The registry repeats what is not acknowledged for ever, so there is no hurry to do so. */
  private static final Duration DELIVERY = Duration.ofSeconds(10);

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final String secret = UUID.randomUUID().toString();
  private final int port = Ports.free();
  private final MockApi api;
  private final AlertReceiver chat;
  private final RegistryProcess registry;
  private final ImagePusher pusher;
  private final AppProcess app;

  private Stage(boolean notifies, Consumer<String> onAlert) {
    try {
      api = started(MockApi.start());
      chat = started(new AlertReceiver("127.0.0.1", onAlert));
      registry = started(RegistryProcess.open(notifies ? new Notify[] {toApp()} : new Notify[0]));
      pusher = started(ImagePusher.to(registry.uri()));
      app = started(new AppProcess(port, settings(), List.of("-XX:ActiveProcessorCount=2")));
      app.awaitReady();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * A registry that notifies the application.
   *
   * @param onAlert is given each alert as it arrives, on another thread
   */
  public static Stage wired(Consumer<String> onAlert) {
    return new Stage(true, onAlert);
  }

  /** A registry that tells nobody: for who sends the events himself. */
  public static Stage unwired() {
    return new Stage(false, alert -> {});
  }

  /** The environment of the application: all of its configuration. */
  public Map<String, String> settings() {
    return Map.ofEntries(
        Map.entry("QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL", api.url()),
        Map.entry("QUARKUS_KUBERNETES_CLIENT_NAMESPACE", MockApi.NAMESPACE),
        Map.entry("TAGFAST_REGISTRIES_LOCAL_HOST", registry.host()),
        Map.entry("TAGFAST_REGISTRIES_LOCAL_INSECURE", "true"),
        // It asks nobody, but Tagfast writes to no registry without push credentials.
        Map.entry("TAGFAST_REGISTRIES_LOCAL_PUSH_CREDENTIALS_USERNAME", "restorer"),
        Map.entry("TAGFAST_REGISTRIES_LOCAL_PUSH_CREDENTIALS_PASSWORD", secret),
        Map.entry("TAGFAST_SOURCES_DEMO_FORMAT", "distribution"),
        Map.entry("TAGFAST_SOURCES_DEMO_SECRET", secret),
        Map.entry("TAGFAST_SOURCES_DEMO_REGISTRIES", "local"),
        Map.entry("TAGFAST_EVENTS_AUTH", "header"),
        Map.entry("TAGFAST_EVENTS_SECRET", secret),
        // Only events move things here: a look of its own could be faster than one of them.
        Map.entry("TAGFAST_RECONCILE_EVERY", "off"),
        Map.entry("TAGFAST_REPORT_SLACK_URL", chat.url()));
  }

  /** The secret of both doors: the value of the header {@code Authorization}. */
  public String secret() {
    return secret;
  }

  /** Where notifications go. */
  public URI webhook() {
    return URI.create("http://127.0.0.1:" + port + "/webhooks/" + SOURCE);
  }

  /** The API server. */
  public MockApi api() {
    return api;
  }

  /** The API server as a person uses it. */
  public Cluster cluster() {
    return new Cluster(api.client(), MockApi.NAMESPACE);
  }

  /** The registry. */
  public RegistryProcess registry() {
    return registry;
  }

  /** Pushes to the registry, and looks. */
  public ImagePusher pusher() {
    return pusher;
  }

  /** The application. */
  public AppProcess app() {
    return app;
  }

  /** What the chat received. */
  public List<String> alerts() {
    return chat.alerts();
  }

  @Override
  public void close() {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        System.err.println("could not be stopped: " + e);
      }
    }
  }

  private Notify toApp() {
    return new Notify(
        webhook(),
        Map.of("Authorization", secret),
        DELIVERY,
        Duration.ofSeconds(1),
        List.of("pull"));
  }

  private <T extends AutoCloseable> T started(T part) {
    running.push(part);
    return part;
  }
}
