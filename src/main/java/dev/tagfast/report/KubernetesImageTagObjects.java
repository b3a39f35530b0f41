package dev.tagfast.report;

import dev.tagfast.image.TagKey;
import dev.tagfast.observe.ImageTagName;
import dev.tagfast.observe.LedgerProducer;
import dev.tagfast.settings.Settings;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Provider;
import java.util.Optional;

/** The objects of the ledger's Kubernetes store. Makes no request, and no client for the others. */
@ApplicationScoped
class KubernetesImageTagObjects implements ImageTagObjects {
  private final Settings.Ledger ledger;
  private final Provider<KubernetesClient> client;

  KubernetesImageTagObjects(Settings settings, Provider<KubernetesClient> client) {
    ledger = settings.ledger();
    this.client = client;
  }

  @Override
  public Optional<ImageTagObject> of(TagKey key) {
    return switch (ledger.store()) {
      case MEMORY -> Optional.empty();
      case KUBERNETES ->
          Optional.of(
              new ImageTagObject(
                  LedgerProducer.namespace(ledger, client.get()), ImageTagName.of(key)));
    };
  }
}
