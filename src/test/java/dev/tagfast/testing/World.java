package dev.tagfast.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that Tagfast talks to, for tests of the whole way: two real registries (one that notifies and
 * one that keeps silent, so that a test can choose what is delivered), a Kubernetes API (a mock,
 * unless a subclass has another), a sink and a chat.
 */
public class World implements QuarkusTestResourceLifecycleManager {
  /** The secret of the source {@code hub}. */
  public static final String SECRET = "s3cret-of-the-hub";

  /** The secret of the events door. */
  public static final String EVENTS_SECRET = "s3cret-of-the-broker";

  private KubernetesApi api;
  private RegistryProcess silent;
  private RegistryProcess notifying;
  private Sink sink;
  private Sink chat;

  /** The Kubernetes API of this world. */
  protected KubernetesApi openApi() {
    return MockApi.start();
  }

  /** A registry of this world. */
  protected RegistryProcess openRegistry(Notify... notifications) {
    return RegistryProcess.open(notifications);
  }

  /** How the registry notifies; a subclass may be more patient. */
  protected Notify notifications(Notify usual) {
    return usual;
  }

  @Override
  public Map<String, String> start() {
    int port = freePort();
    api = openApi();
    sink = new Sink();
    chat = new Sink();
    chat.answer(200);
    silent = openRegistry();
    notifying =
        openRegistry(
            notifications(
                Notify.at(
                    URI.create("http://127.0.0.1:" + port + "/webhooks/hub"),
                    Map.of("Authorization", SECRET))));
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.http.test-port", Integer.toString(port));
    settings.putAll(api.settings());
    settings.put("tagfast.sources.hub.secret", SECRET);
    settings.put("tagfast.sources.hub.default-registry", "silent");
    // The time that a busy machine takes is no matter of these tests.
    settings.put("tagfast.sources.hub.answer-within", "1m");
    settings.put("tagfast.sources.github.answer-within", "1m");
    settings.put("tagfast.sources.hasty.secret", SECRET);
    settings.put("tagfast.sources.hasty.answer-within", "2s");
    settings.put("tagfast.sources.github.secret", SECRET);
    settings.put("tagfast.sources.github.format", "ghcr");
    settings.put("tagfast.events.auth", "header");
    settings.put("tagfast.events.secret", EVENTS_SECRET);
    settings.put("tagfast.registries.silent.host", silent.host());
    settings.put("tagfast.registries.silent.insecure", "true");
    settings.put("tagfast.registries.silent.attempts", "1");
    settings.put("tagfast.registries.loud.host", notifying.host());
    settings.put("tagfast.registries.loud.insecure", "true");
    for (String registry : List.of("silent", "loud")) {
      // These registries ask nobody; but without push credentials Tagfast does not restore.
      settings.put("tagfast.registries." + registry + ".push-credentials.username", "restorer");
      settings.put("tagfast.registries." + registry + ".push-credentials.password", "sage");
    }
    settings.put("tagfast.resolve.pause", "50ms");
    settings.put("tagfast.reconcile.every", "off");
    settings.put("tagfast.reconcile.at-most-every", "0s");
    settings.put("tagfast.policy.cache", "0s");
    settings.put("tagfast.report.sink", sink.url());
    settings.put("tagfast.report.slack-url", chat.url());
    // Longer than the hasty source waits.
    settings.put("tagfast.report.timeout", "20s");
    return settings;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(World.class));
  }

  @Override
  public void stop() {
    silent.close();
    notifying.close();
    sink.close();
    chat.close();
    api.close();
  }

  /** The Kubernetes API. */
  public KubernetesApi api() {
    return api;
  }

  /** A registry that tells nobody of its pushes. */
  public RegistryProcess silent() {
    return silent;
  }

  /** A registry that notifies the source {@code hub}. */
  public RegistryProcess notifying() {
    return notifying;
  }

  /** Where CloudEvents go. */
  public Sink sink() {
    return sink;
  }

  /** Where alerts go. */
  public Sink chat() {
    return chat;
  }

  /** A loopback port that nobody listens on. */
  protected static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
