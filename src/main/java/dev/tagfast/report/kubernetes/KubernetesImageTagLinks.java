package dev.tagfast.report.kubernetes;

import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.kubernetes.ImageTagName;
import dev.tagfast.ledger.store.LedgerProducer;
import dev.tagfast.report.ImageTagLinks;
import dev.tagfast.settings.Settings;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Provider;
import java.util.Optional;

/**
 * Finds the {@code ImageTag}s of the ledger's Kubernetes store. It sends no request, and creates no
 * client for other stores.
 */
@ApplicationScoped
public class KubernetesImageTagLinks implements ImageTagLinks {
  private final Settings.Ledger ledger;
  private final Provider<KubernetesClient> client;

  public KubernetesImageTagLinks(Settings settings, Provider<KubernetesClient> client) {
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
