package dev.tagfast.report.kubernetes;

import dev.tagfast.image.UntrustedText;
import dev.tagfast.report.ObjectEvents;
import dev.tagfast.settings.Settings;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Provider;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Writes core/v1 Events of type {@code Warning}. They name the object without its uid: it may not
 * be stored yet, so {@code kubectl events} and {@code kubectl get events} show them.
 */
@ApplicationScoped
class KubernetesObjectEvents implements ObjectEvents {
  private static final Logger LOG = Logger.getLogger(KubernetesObjectEvents.class);

  /** The API's limit of a note is 1024 bytes; a character has at most three. */
  private static final int LONGEST_MESSAGE = 1024 / 3;

  private final boolean on;
  private final RequestConfig once;
  private final Provider<KubernetesClient> client;
  private final InstantSource clock;

  KubernetesObjectEvents(
      Settings settings, Provider<KubernetesClient> client, InstantSource clock) {
    on = settings.report().clusterEvents();
    once =
        new RequestConfigBuilder()
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout(Math.toIntExact(settings.report().timeout().toMillis()))
            .build();
    this.client = client;
    this.clock = clock;
  }

  @Override
  public void warn(Warning warning) {
    if (!on) {
      return;
    }
    try {
      var _ =
          client
              .get()
              .adapt(NamespacedKubernetesClient.class)
              .withRequestConfig(once)
              .call(
                  api ->
                      api.v1()
                          .events()
                          .inNamespace(warning.namespace())
                          .resource(event(warning, clock.instant()))
                          .create());
    } catch (KubernetesClientException e) {
      LOG.warnf(
          "The Kubernetes Event %s about %s %s/%s could not be written: the API server answered %d.",
          warning.reason(), warning.kind(), warning.namespace(), warning.name(), e.getCode());
    }
  }

  private static Event event(Warning warning, Instant at) {
    String time = at.truncatedTo(ChronoUnit.SECONDS).toString();
    return new EventBuilder()
        .withNewMetadata()
        .withName("tagfast." + UUID.randomUUID())
        .withNamespace(warning.namespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(warning.apiVersion())
        .withKind(warning.kind())
        .withNamespace(warning.namespace())
        .withName(warning.name())
        .endInvolvedObject()
        .withType("Warning")
        .withReason(warning.reason())
        .withMessage(UntrustedText.clean(warning.message(), LONGEST_MESSAGE))
        .withFirstTimestamp(time)
        .withLastTimestamp(time)
        .withCount(1)
        .withNewSource()
        .withComponent("tagfast")
        .endSource()
        .withReportingComponent("tagfast")
        .build();
  }
}
