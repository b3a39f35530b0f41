package dev.tagfast.report;

import dev.tagfast.Settings;
import dev.tagfast.observe.ImageTagName;
import dev.tagfast.observe.LedgerProducer;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;

/** Where the ledger is in memory there are no {@code ImageTag}s to speak of. */
class ImageTagObjectsProducer {
  @Produces
  @ApplicationScoped
  ImageTagObjects objects(Settings settings, Instance<KubernetesClient> client) {
    return switch (settings.ledger().store()) {
      case MEMORY -> _ -> Optional.empty();
      case KUBERNETES ->
          key ->
              Optional.of(
                  new ImageTagObjects.ImageTagObject(
                      LedgerProducer.namespace(settings.ledger(), client.get()),
                      ImageTagName.of(key)));
    };
  }
}
