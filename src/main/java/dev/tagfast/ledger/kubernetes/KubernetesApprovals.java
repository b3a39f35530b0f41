package dev.tagfast.ledger.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.connection.ApiServerFailure;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.approval.Approval;
import dev.tagfast.ledger.approval.ApprovalStatus;
import dev.tagfast.ledger.approval.Approvals;
import dev.tagfast.ledger.approval.UsedApprovals;
import dev.tagfast.registry.config.RegistryHosts;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Approvals as {@link TagApproval} objects in the ledger's namespace. People write them by hand,
 * without labels, so all of them are listed; there are few, and it is rarely done.
 */
public final class KubernetesApprovals implements Approvals {
  private static final Logger LOG = Logger.getLogger(KubernetesApprovals.class);
  private static final ResourceDefinitionContext KIND =
      ResourceDefinitionContext.fromResourceType(TagApproval.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final long PAGE = 500;
  private static final int MOST_WARNED = 1_000;

  private final KubernetesClient client;
  private final String namespace;
  private final TagApprovalReader reader;
  private final KubernetesApproverCheck approvers;
  private final InstantSource clock;
  private final ReentrantLock listing = new ReentrantLock();
  private final AtomicReference<String> lastFailure = new AtomicReference<>("");
  private final Set<String> warned = ConcurrentHashMap.newKeySet();
  private List<Approval> listed = List.of();
  private long listedSince;
  private boolean isListed;

  /**
   * @param namespace the namespace of the objects
   * @param hosts resolves the aliases of registries
   */
  public KubernetesApprovals(
      KubernetesClient client, String namespace, RegistryHosts hosts, InstantSource clock) {
    this.client = client;
    this.namespace = namespace;
    this.reader = new TagApprovalReader(hosts);
    this.approvers = new KubernetesApproverCheck(client);
    this.clock = clock;
  }

  @Override
  public List<Approval> of(TagKey key) {
    List<Approval> those = unfinished().stream().filter(it -> it.key().equals(key)).toList();
    if (those.isEmpty()) {
      return those;
    }
    Optional<Instant> since = approvers.since();
    return those.stream()
        .map(it -> it.withVerified(since.filter(from -> !it.created().isBefore(from)).isPresent()))
        .toList();
  }

  @Override
  public Set<TagKey> waiting() {
    return unfinished().stream().map(Approval::key).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void tell(List<Approval> those, UsedApprovals used, boolean known) {
    Instant now = clock.instant();
    those.forEach(
        each ->
            write(
                each.name(),
                each.version(),
                each.told(),
                ApprovalStatus.of(each, used, known, now)));
  }

  /**
   * Those that were not used and are understood. Callers that wait for each other share a list that
   * was begun after they came, so none of them gets one that is older than its question.
   */
  private List<Approval> unfinished() {
    long arrived = System.nanoTime();
    listing.lock();
    try {
      if (!isListed || listedSince - arrived < 0) {
        long since = System.nanoTime();
        listed = read();
        listedSince = since;
        isListed = true;
      }
      return listed;
    } finally {
      listing.unlock();
    }
  }

  private List<Approval> read() {
    List<Approval> understood = new ArrayList<>();
    for (GenericKubernetesResource object : list()) {
      JsonNode body = JSON.valueToTree(object.getAdditionalProperties());
      switch (reader.read(object.getMetadata(), body)) {
        case ReadApproval.Understood(Approval approval) -> understood.add(approval);
        case ReadApproval.Misunderstood(
                String name,
                String version,
                Optional<ApprovalStatus> told,
                String problem) ->
            write(name, version, told, ApprovalStatus.invalid(problem));
      }
    }
    return understood.stream()
        .filter(it -> !it.isFinished())
        .sorted(Comparator.comparing(Approval::created).thenComparing(Approval::name))
        .toList();
  }

  private List<GenericKubernetesResource> list() {
    List<GenericKubernetesResource> all = new ArrayList<>();
    try {
      String next = null;
      do {
        ListOptions page = new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build();
        GenericKubernetesResourceList answer =
            client.genericKubernetesResources(KIND).inNamespace(namespace).list(page);
        all.addAll(answer.getItems());
        next = answer.getMetadata() == null ? null : answer.getMetadata().getContinue();
      } while (next != null && !next.isEmpty());
      lastFailure.set("");
      return all;
    } catch (KubernetesClientException e) {
      failed(why(e));
      return List.of();
    }
  }

  /** Once for each cause: an overwritten tag makes every event of it ask. */
  private void failed(String why) {
    if (!why.equals(lastFailure.getAndSet(why))) {
      LOG.warnf("TagApprovals cannot be read, so none counts: %s", why);
    }
  }

  private static String why(KubernetesClientException e) {
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_NOT_FOUND ->
          "the CRD tagapprovals.tagfast.dev is not installed: kubectl apply --server-side -f"
              + " knative/base/crds";
      case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
          "the service account needs a Role with the verb list on them";
      case 0, -1 -> ApiServerFailure.of(e);
      default -> "the API server answers " + e.getCode();
    };
  }

  /** Only its name: the client would read an object first that it is to find by its name. */
  private GenericKubernetesResource named(String name) {
    GenericKubernetesResource object = new GenericKubernetesResource();
    object.setApiVersion(HasMetadata.getApiVersion(TagApproval.class));
    object.setKind(HasMetadata.getKind(TagApproval.class));
    object.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    return object;
  }

  /** A failure fails nothing: the ledger remembers what was used, and reconcile writes it later. */
  private void write(
      String name, String version, Optional<ApprovalStatus> told, ApprovalStatus status) {
    Map<String, ?> json = TagApprovalStatus.json(status);
    if (told.map(TagApprovalStatus::json).filter(json::equals).isPresent()) {
      return;
    }
    try {
      client
          .genericKubernetesResources(KIND)
          .inNamespace(namespace)
          .resource(named(name))
          .subresource("status")
          .patch(
              MERGE,
              client
                  .getKubernetesSerialization()
                  .asJson(Map.of("metadata", Map.of("resourceVersion", version), "status", json)));
    } catch (KubernetesClientException e) {
      boolean isGone =
          e.getCode() == HttpURLConnection.HTTP_CONFLICT
              || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
      if (!isGone && warned.size() < MOST_WARNED && warned.add(name + " " + e.getCode())) {
        LOG.warnf(
            "The status of TagApproval %s could not be written (status %d); what it approves counts"
                + " as ever. The Role needs the verb patch on tagapprovals/status.",
            name, e.getCode());
      }
    }
  }
}
