package dev.tagfast.report;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;

/** Where nobody keeps {@code ImageTag}s (the ledger is in memory), there are none to speak of. */
class NoImageTags {
  @Produces
  @DefaultBean
  @ApplicationScoped
  ImageTagObjects none() {
    return _ -> Optional.empty();
  }
}
