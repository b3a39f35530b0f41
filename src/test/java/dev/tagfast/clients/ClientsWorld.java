package dev.tagfast.clients;

import dev.tagfast.testing.Notify;
import dev.tagfast.testing.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A {@link World} in which no time-out of a busy machine repeats an event. */
public final class ClientsWorld extends World {
  private Notify hub;
  private ReferrersRegistry referrers;
  private GiteaRegistry gitea;

  @Override
  protected Notify notifications(Notify usual) {
    hub =
        new Notify(
            usual.url(),
            usual.headers(),
            Duration.ofMinutes(2),
            usual.backoff(),
            usual.ignoredActions());
    return hub;
  }

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(super.start());
    // Distribution sends the event before it writes the tag, and a busy machine takes its time.
    settings.put("tagfast.resolve.asks", "4");
    settings.put("tagfast.resolve.pause", "500ms");
    if (Program.REFERRERS_REGISTRY.missing().isEmpty()) {
      referrers = ReferrersRegistry.start(hub.url(), SECRET);
      settings.put("tagfast.registries.referrers.host", referrers.host());
      settings.put("tagfast.registries.referrers.insecure", "true");
    }
    if (Program.GITEA.missing().isEmpty()) {
      gitea = GiteaRegistry.start(freePort(), hub.url().resolve("/webhooks/gitea"), SECRET);
      settings.put("tagfast.registries.gitea.host", gitea.host());
      settings.put("tagfast.registries.gitea.insecure", "true");
      settings.put("tagfast.registries.gitea.tag-case", "lower");
      settings.put("tagfast.sources.gitea.format", "gitea");
      settings.put("tagfast.sources.gitea.auth", "hmac-sha256");
      settings.put("tagfast.sources.gitea.secret", SECRET);
      settings.put("tagfast.sources.gitea.answer-within", "1m");
    }
    return settings;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(ClientsWorld.class));
  }

  @Override
  public void stop() {
    if (referrers != null) {
      referrers.close();
    }
    if (gitea != null) {
      gitea.close();
    }
    super.stop();
  }

  /** The host of the registry that has the referrers API. */
  String referrersHost() {
    return referrers.host();
  }

  /** The Gitea, where it was built. */
  GiteaRegistry gitea() {
    return gitea;
  }
}
