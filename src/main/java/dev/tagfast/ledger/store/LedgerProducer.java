package dev.tagfast.ledger.store;

import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.kubernetes.ImageTagUids;
import dev.tagfast.ledger.kubernetes.KubernetesTagLedger;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.WrongSetting;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;

/** Chooses the store by {@code tagfast.ledger.store}, when the ledger is first asked. */
@ApplicationScoped
public class LedgerProducer {
  /** The ledger. The Kubernetes client is made only for the store that needs it. */
  @Produces
  @ApplicationScoped
  TagLedger ledger(Settings settings, Instance<KubernetesClient> client, ImageTagUids uids) {
    return switch (settings.ledger().store()) {
      case MEMORY -> new MemoryTagLedger();
      case KUBERNETES ->
          new KubernetesTagLedger(client.get(), namespace(settings.ledger(), client.get()), uids);
    };
  }

  /**
   * Stops the start where the namespace is not known, rather than fail every event. Only then is a
   * client made at the start.
   */
  void check(@Observes StartupEvent start, Settings settings, Instance<KubernetesClient> client) {
    boolean isSet = settings.ledger().namespace().filter(set -> !set.isBlank()).isPresent();
    if (settings.ledger().store() == Settings.Store.KUBERNETES && !isSet) {
      var _ = namespace(settings.ledger(), client.get());
    }
  }

  /**
   * Where the {@code ImageTag}s are kept: the setting, else the namespace that the client found
   * (its service account's, in a cluster).
   *
   * @throws WrongSetting if neither names one
   */
  public static String namespace(Settings.Ledger settings, KubernetesClient client) {
    String found = client.getNamespace();
    return settings
        .namespace()
        .filter(set -> !set.isBlank())
        .orElseGet(
            () -> {
              if (found == null || found.isBlank()) {
                throw new WrongSetting(
                    "tagfast.ledger.namespace is not set, and Tagfast does not run in a cluster:"
                        + " name the namespace that keeps the ImageTags, or set"
                        + " tagfast.ledger.store=memory");
              }
              return found;
            });
  }
}
