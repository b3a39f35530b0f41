package dev.tagfast.report.kubernetes;

import dev.tagfast.act.rollout.Workload;
import dev.tagfast.decide.Reason;
import dev.tagfast.decide.ReportKind;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.ledger.kubernetes.ImageTagUids;
import dev.tagfast.report.DeliveryResult;
import dev.tagfast.report.DeliveryResult.Delivered;
import dev.tagfast.report.DeliveryResult.NotApplicable;
import dev.tagfast.report.DeliveryResult.Refused;
import dev.tagfast.report.DeliveryResult.Undelivered;
import dev.tagfast.report.ImageTagLinks;
import dev.tagfast.report.ImageTagLinks.ImageTagObject;
import dev.tagfast.report.Report;
import dev.tagfast.report.ReportChannel;
import dev.tagfast.report.ReportText;
import dev.tagfast.report.http.PostResult;
import dev.tagfast.settings.Settings;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Provider;
import java.net.HttpURLConnection;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Writes Kubernetes Events, where {@code kubectl describe} shows them: on the workload for what
 * became of a rollout, on the {@code ImageTag} for everything else. One Event per report, named
 * after its id, so that a repeat is a conflict and not a second Event.
 *
 * <p>Core v1 rather than events.k8s.io/v1: both are one store, and only the former carries the
 * times that {@code describe} shows as the age.
 */
@ApplicationScoped
class KubernetesEventReporter implements ReportChannel {
  private static final ResourceDefinitionContext IMAGE_TAGS =
      ResourceDefinitionContext.fromResourceType(ImageTag.class);

  /** The API's limit of an Event's note, in bytes. */
  private static final int LONGEST_MESSAGE = 1024;

  private final boolean on;
  private final RequestConfig once;
  private final Provider<KubernetesClient> client;
  private final ImageTagLinks objects;
  private final ImageTagUids uids;

  KubernetesEventReporter(
      Settings settings,
      Provider<KubernetesClient> client,
      ImageTagLinks objects,
      ImageTagUids uids) {
    on = settings.report().clusterEvents();
    // The client's own ten retries take minutes; here the ledger's outbox is the retry.
    once =
        new RequestConfigBuilder()
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout(Math.toIntExact(settings.report().timeout().toMillis()))
            .build();
    this.client = client;
    this.objects = objects;
    this.uids = uids;
  }

  @Override
  public String name() {
    return "cluster-events";
  }

  @Override
  public boolean takes(Report report) {
    return on;
  }

  @Override
  public DeliveryResult deliver(Report report) {
    if (!on) {
      return new NotApplicable();
    }
    try {
      return client
          .get()
          .adapt(NamespacedKubernetesClient.class)
          .withRequestConfig(once)
          .call(api -> write(api, report));
    } catch (KubernetesClientException e) {
      return answered(e, report);
    }
  }

  private DeliveryResult write(KubernetesClient api, Report report) {
    Optional<ImageTagObject> object = objects.of(report.key());
    Optional<ObjectReference> about =
        report
            .rollout()
            .map(rollout -> reference(rollout.workload()))
            .or(() -> object.flatMap(it -> reference(api, it)));
    if (about.isEmpty()) {
      return new NotApplicable();
    }
    Event event = event(report, about.get(), ReportText.line(report, object, LONGEST_MESSAGE));
    api.v1().events().inNamespace(about.get().getNamespace()).resource(event).create();
    return new Delivered();
  }

  private static ObjectReference reference(Workload workload) {
    return new ObjectReferenceBuilder()
        .withApiVersion(workload.apiVersion())
        .withKind(workload.kind())
        .withNamespace(workload.namespace())
        .withName(workload.name())
        .withUid(workload.uid())
        .build();
  }

  /** {@code kubectl describe} finds Events by uid, which the ledger knows of what it just wrote. */
  private Optional<ObjectReference> reference(KubernetesClient api, ImageTagObject object) {
    return uids.of(object.name())
        .or(() -> askForUid(api, object))
        .map(
            uid ->
                new ObjectReferenceBuilder()
                    .withApiVersion(IMAGE_TAGS.getGroup() + "/" + IMAGE_TAGS.getVersion())
                    .withKind(IMAGE_TAGS.getKind())
                    .withNamespace(object.namespace())
                    .withName(object.name())
                    .withUid(uid)
                    .build());
  }

  private static Optional<String> askForUid(KubernetesClient api, ImageTagObject object) {
    GenericKubernetesResource found =
        api.genericKubernetesResources(IMAGE_TAGS)
            .inNamespace(object.namespace())
            .withName(object.name())
            .get();
    return Optional.ofNullable(found).map(it -> it.getMetadata().getUid());
  }

  private static Event event(Report report, ObjectReference about, String message) {
    String time = report.at().truncatedTo(ChronoUnit.SECONDS).toString();
    return new EventBuilder()
        .withNewMetadata()
        .withName("tagfast." + report.id())
        .withNamespace(about.getNamespace())
        .endMetadata()
        .withInvolvedObject(about)
        .withType(isWarning(report) ? "Warning" : "Normal")
        .withReason(report.reason().word())
        .withMessage(message)
        .withFirstTimestamp(time)
        .withLastTimestamp(time)
        .withCount(1)
        .withNewSource()
        .withComponent("tagfast")
        .endSource()
        .withReportingComponent("tagfast")
        .build();
  }

  private static boolean isWarning(Report report) {
    return report.kind().isAlert()
        || report.kind() == ReportKind.TAG_WITHHELD
        || report.reason() == Reason.ACCEPTANCE_UNREADABLE;
  }

  private static DeliveryResult answered(KubernetesClientException failure, Report report) {
    int code = failure.getCode();
    if (code == HttpURLConnection.HTTP_CONFLICT) {
      return new Delivered();
    }
    PostResult.Status status = new PostResult.Status(code);
    if (status.isTemporary()) {
      return new Undelivered("the API server answered " + code + " to an Event");
    }
    return code >= 400
        ? new Refused(
            "the API server answered "
                + code
                + " to an Event"
                + inNamespace(report)
                + ": may Tagfast's service account create events there?")
        : new Undelivered("the API server could not be reached to write an Event");
  }

  private static String inNamespace(Report report) {
    return report
        .rollout()
        .map(rollout -> " in namespace " + rollout.workload().namespace())
        .orElse(" on an ImageTag");
  }
}
