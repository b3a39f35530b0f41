package dev.tagfast.ledger.store;

import dev.tagfast.image.UntrustedText;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.approval.Approvals;
import dev.tagfast.ledger.kubernetes.ImageTagUids;
import dev.tagfast.ledger.kubernetes.KubernetesApprovals;
import dev.tagfast.ledger.kubernetes.KubernetesTagLedger;
import dev.tagfast.registry.config.RegistryHosts;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.WrongSetting;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Creates the ledger in the store that {@code tagfast.ledger.store} names, when it is first used.
 */
@ApplicationScoped
public class LedgerProducer {
  private static final int LONGEST = 200;

  private final Instance<KubernetesClient> client;

  LedgerProducer(Instance<KubernetesClient> client) {
    this.client = client;
  }

  /** The ledger. The Kubernetes client is created only for the store that needs it. */
  @Produces
  @ApplicationScoped
  TagLedger ledger(Settings settings, ImageTagUids uids) {
    return switch (settings.ledger().store()) {
      case MEMORY -> new MemoryTagLedger();
      case KUBERNETES -> {
        KubernetesClient api = created(client::get);
        yield new KubernetesTagLedger(api, namespace(settings.ledger(), api), uids);
      }
    };
  }

  /** The approvals, which are objects beside the ledger's. */
  @Produces
  @ApplicationScoped
  Approvals approvals(Settings settings, RegistryHosts hosts, InstantSource clock) {
    return switch (settings.ledger().store()) {
      case MEMORY -> Approvals.NONE;
      case KUBERNETES -> {
        KubernetesClient api = created(client::get);
        yield new KubernetesApprovals(api, namespace(settings.ledger(), api), hosts, clock);
      }
    };
  }

  /** A client that cannot be created is a ledger that cannot be asked: the sender comes again. */
  static KubernetesClient created(Supplier<KubernetesClient> client) {
    try {
      return client.get();
    } catch (KubernetesClientException e) {
      throw new LedgerUnavailable(
          "Could not create the client of the Kubernetes API; see the kubeconfig, or the settings"
              + " quarkus.kubernetes-client.…: "
              + UntrustedText.clean(String.valueOf(e.getMessage()), LONGEST),
          e);
    }
  }

  /**
   * Stops the start if the namespace is not known; otherwise every event would fail. A client is
   * created at the start only if the setting is missing.
   */
  void check(@Observes StartupEvent start, Settings settings) {
    var _ = place(settings.ledger());
  }

  /** The namespace that Tagfast keeps its objects in; empty: it has none. */
  public Optional<String> namespace(Settings.Ledger settings) {
    return switch (settings.store()) {
      case MEMORY -> Optional.empty();
      case KUBERNETES -> Optional.of(namespace(settings, created(client::get)));
    };
  }

  /** Where the ledger is, for people. */
  public String place(Settings.Ledger settings) {
    return switch (settings.store()) {
      case MEMORY -> "memory, lost with the process";
      case KUBERNETES ->
          "ImageTags in namespace "
              + settings
                  .namespace()
                  .filter(set -> !set.isBlank())
                  .orElseGet(() -> namespace(settings, client.get()));
    };
  }

  /**
   * The namespace of the {@code ImageTag}s: the setting, else the namespace that the client found
   * (in a cluster, the one of its service account).
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
