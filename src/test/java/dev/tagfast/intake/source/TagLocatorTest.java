package dev.tagfast.intake.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.ImageEvent;
import dev.tagfast.image.PushEvent;
import dev.tagfast.intake.SettingsOf;
import dev.tagfast.intake.notification.EntryBuilder;
import dev.tagfast.intake.notification.NotificationEntry;
import dev.tagfast.registry.config.RegistryCatalog;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TagLocatorTest {
  private static final SourceScope ANYTHING = new SourceScope(Optional.empty(), Optional.empty());

  private final TagLocator locator =
      new TagLocator(
          new RegistryCatalog(
              SettingsOf.properties(
                  Map.of(
                      "tagfast.registries.gitea.host", "gitea.test",
                      "tagfast.registries.gitea.tag-case", "lower",
                      "tagfast.registries.ours.host", "registry.test"))));

  @Test
  void aPushAndADeleteNameTheTagThatTheRegistryStores() {
    assertThat(key("gitea.test", NotificationEntry.push()))
        .isEqualTo("gitea.test/shop/pizza:main-snapshot");
    assertThat(key("gitea.test", NotificationEntry.delete()))
        .isEqualTo("gitea.test/shop/pizza:main-snapshot");
    assertThat(key("registry.test", NotificationEntry.push()))
        .isEqualTo("registry.test/shop/pizza:Main-SNAPSHOT");
  }

  private String key(String host, EntryBuilder entry) {
    return ((PushEvent) event(entry.host(Optional.of(host)))).key().toString();
  }

  private ImageEvent event(EntryBuilder entry) {
    NotificationEntry built =
        entry
            .repository(Optional.of("shop/pizza"))
            .tag(Optional.of("Main-SNAPSHOT"))
            .build();
    return ((Relevance.Relevant) locator.classify(built, ANYTHING, "ci")).event();
  }
}
