package dev.tagfast.report.notice;

import dev.tagfast.image.UntrustedText;
import dev.tagfast.ledger.store.LedgerProducer;
import dev.tagfast.settings.Settings;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Provider;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes one Kubernetes Event per cause and subject, in the ledger's namespace, on the object that
 * installed Tagfast. The API server keeps an Event for an hour after its last change: it shows as
 * long as its cause lasts, and then goes away without anybody's doing.
 */
@ApplicationScoped
class KubernetesNoticeEvents implements NoticeEvents {
  private static final Logger LOG = Logger.getLogger(KubernetesNoticeEvents.class);

  /** The API's limit of an Event's note is 1024 bytes; a character has at most three. */
  private static final int LONGEST_MESSAGE = 1024;

  private static final int MOST_BYTES = 3;

  private final Settings settings;
  private final RequestConfig once;
  private final Provider<KubernetesClient> client;
  private final KubernetesInstallation installation;

  /** The status of the last failure: a lasting one is logged once. */
  private final AtomicInteger lastFailure = new AtomicInteger(Integer.MIN_VALUE);

  KubernetesNoticeEvents(Settings settings, Provider<KubernetesClient> client) {
    this.settings = settings;
    once =
        new RequestConfigBuilder()
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout(Math.toIntExact(settings.report().timeout().toMillis()))
            .build();
    this.client = client;
    installation = new KubernetesInstallation(settings.report().knativeService());
  }

  @Override
  public Written write(DueNotice notice) {
    if (!settings.report().clusterEvents() || !hasNamespace()) {
      return Written.NOT;
    }
    try {
      Written written =
          client
              .get()
              .adapt(NamespacedKubernetesClient.class)
              .withRequestConfig(once)
              .call(api -> write(api, LedgerProducer.namespace(settings.ledger(), api), notice));
      lastFailure.set(Integer.MIN_VALUE);
      return written;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return Written.LATELY; // Another process wrote it at the same moment.
      }
      if (lastFailure.getAndSet(e.getCode()) != e.getCode()) {
        LOG.warnf(
            "The Kubernetes Event %s could not be written, so only the log tells it: %s.",
            notice.notice().cause().word(), why(e.getCode()));
      }
      return Written.NOT;
    }
  }

  private static String why(int code) {
    return code <= 0
        ? "the API server could not be reached"
        : "the API server answered "
            + code
            + "; the Role tagfast-ledger needs get, create and patch on events";
  }

  /** Without the Kubernetes store there may be no cluster, so no client is created. */
  private boolean hasNamespace() {
    return settings.ledger().store() == Settings.Store.KUBERNETES
        || settings.ledger().namespace().filter(set -> !set.isBlank()).isPresent();
  }

  private Written write(KubernetesClient api, String namespace, DueNotice notice) {
    Resource<Event> stored = api.v1().events().inNamespace(namespace).withName(notice.eventName());
    @Nullable Event before = stored.get();
    if (before == null) {
      api.v1().events().inNamespace(namespace).resource(event(api, namespace, notice)).create();
      return Written.NOW;
    }
    Duration interval = notice.notice().cause().interval();
    if (lastTime(before).filter(last -> notice.at().isBefore(last.plus(interval))).isPresent()) {
      return Written.LATELY;
    }
    int count = Optional.ofNullable(before.getCount()).orElse(0) + notice.times();
    stored.patch(
        PatchContext.of(PatchType.JSON_MERGE),
        new EventBuilder()
            .withNewMetadata()
            .withName(before.getMetadata().getName())
            .withNamespace(namespace)
            .withResourceVersion(before.getMetadata().getResourceVersion())
            .endMetadata()
            .withCount(count)
            .withLastTimestamp(time(notice))
            .withMessage(message(notice))
            .build());
    return Written.NOW;
  }

  private Event event(KubernetesClient api, String namespace, DueNotice notice) {
    return new EventBuilder()
        .withNewMetadata()
        .withName(notice.eventName())
        .withNamespace(namespace)
        .endMetadata()
        .withInvolvedObject(installation.in(namespace, api))
        .withType(notice.notice().cause().isWarning() ? "Warning" : "Normal")
        .withReason(notice.notice().cause().word())
        .withMessage(message(notice))
        .withFirstTimestamp(time(notice))
        .withLastTimestamp(time(notice))
        .withCount(notice.times())
        .withNewSource()
        .withComponent("tagfast")
        .endSource()
        .withReportingComponent("tagfast")
        .build();
  }

  private static Optional<Instant> lastTime(Event event) {
    try {
      return Optional.ofNullable(event.getLastTimestamp()).map(Instant::parse);
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static String time(DueNotice notice) {
    return notice.at().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String message(DueNotice notice) {
    String message = notice.notice().message();
    int bytes = message.getBytes(StandardCharsets.UTF_8).length;
    return bytes <= LONGEST_MESSAGE
        ? message
        : UntrustedText.clean(message, LONGEST_MESSAGE / MOST_BYTES);
  }
}
