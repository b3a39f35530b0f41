package dev.tagfast.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.settings.Settings;
import dev.tagfast.testing.TestSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartLineTest {
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("tagfast.mode", "observe"),
          Map.entry("tagfast.namespaces", "shop,kitchen"),
          Map.entry("tagfast.registries.ours.host", "registry.example"),
          Map.entry("tagfast.registries.ours.credentials.username", "puller-name"),
          Map.entry("tagfast.registries.ours.credentials.password", "thyme-secret"),
          Map.entry("tagfast.registries.ours.push-credentials.username", "pusher-name"),
          Map.entry("tagfast.registries.ours.push-credentials.password", "sage-secret"),
          Map.entry("tagfast.registries.hub.host", "docker.io"),
          Map.entry("tagfast.registries.lab.host", "localhost:5001"),
          Map.entry("tagfast.registries.lab.insecure", "true"),
          Map.entry("tagfast.sources.ours.secret", "oregano-secret"),
          Map.entry("tagfast.sources.ci.secret", "basil-secret"),
          Map.entry("tagfast.events.auth", "header"),
          Map.entry("tagfast.events.secret", "rosemary-secret"));

  @Test
  void itSaysWhatTheProcessWillDo() {
    assertThat(line(SETTINGS))
        .isEqualTo(
            "Mode observe; registries: hub docker.io at registry-1.docker.io by https (pull"
                + " credential not set, push credential not set: nothing is written there), lab"
                + " localhost:5001 by http (pull credential not set, push credential not set:"
                + " nothing is written there), ours registry.example by https (pull credential set,"
                + " push credential set); sources: /webhooks/ci, /webhooks/ours; doors: events,"
                + " webhooks (POST / has auth header); ledger: ImageTags in namespace tagfast;"
                + " policies: kubernetes; workloads of the namespaces shop, kitchen; reconcile:"
                + " every 5m");
  }

  @Test
  void itShowsNoSecretAndNoUser() {
    assertThat(line(SETTINGS)).doesNotContain("secret", "-name");
  }

  @Test
  void whatIsNotSetIsSaidToo() {
    Map<String, String> settings = new HashMap<>();
    settings.put("tagfast.ledger.store", "memory");
    settings.put("tagfast.reconcile.every", "off");

    assertThat(line(settings))
        .startsWith("Mode act; ")
        .contains("sources: none", "workloads of all namespaces", "reconcile: by event")
        .contains("(POST / has auth closed)");
  }

  private static String line(Map<String, String> properties) {
    Settings settings = TestSettings.of(properties);
    return StartLine.of(settings, new RegistryCatalog(settings), "ImageTags in namespace tagfast");
  }
}
