package dev.tagfast.act.kubernetes;

import dev.tagfast.act.patch.PatchOperation;
import dev.tagfast.act.rollout.FieldConflict;
import dev.tagfast.act.rollout.RolloutAnnotations;
import dev.tagfast.act.rollout.RolloutApply;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.registry.config.RegistryHosts;
import dev.tagfast.settings.Settings;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists, reads and patches the workloads of the cluster, with one request per method. Every method
 * throws {@link ClusterUnavailable} if the API server does not answer, or answers with a failure
 * that is none of the method's results.
 */
@ApplicationScoped
class KubernetesWorkloads {
  private static final PatchContext JSON_PATCH =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON)
          .withFieldManager(KubernetesFieldManagers.OURS)
          .build();

  private static final PatchContext APPLY = apply(false);
  private static final PatchContext FORCED_APPLY = apply(true);

  /** How the API server names the manager of a field in a conflict. */
  private static final Pattern MANAGER = Pattern.compile("conflict with \"([^\"]+)\"");

  private static final int LONGEST_MANAGER = 128;

  /**
   * An admission webhook may take 30 s, after which the API server answers for it. The client's own
   * limit is shorter: then a webhook that hangs could not be told from a server that does.
   */
  private static final int LONGEST_PATCH_MILLIS = 35_000;

  private static final RequestConfig PATIENTLY_ONCE =
      new RequestConfigBuilder()
          .withRequestRetryBackoffLimit(0)
          .withRequestTimeout(LONGEST_PATCH_MILLIS)
          .build();

  private final KubernetesClient client;
  private final RegistryHosts hosts;
  private final boolean keel;

  @Inject
  KubernetesWorkloads(KubernetesClient client, RegistryHosts hosts, Settings settings) {
    this(client, hosts, settings.compat().keel());
  }

  /** Without what workloads say to Keel. */
  KubernetesWorkloads(KubernetesClient client, RegistryHosts hosts) {
    this(client, hosts, false);
  }

  /**
   * @param keel whether a policy of Keel subscribes a workload
   */
  KubernetesWorkloads(KubernetesClient client, RegistryHosts hosts, boolean keel) {
    this.client = client;
    this.hosts = hosts;
    this.keel = keel;
  }

  /**
   * The subscribed workloads of one kind.
   *
   * @param namespace theirs; empty: all namespaces
   */
  ListResult list(KubernetesKind kind, Optional<String> namespace) {
    return list(kind, kind.type(), namespace);
  }

  private <T extends KubernetesWorkload> ListResult list(
      KubernetesKind kind, Class<T> type, Optional<String> namespace) {
    var all = client.resources(type);
    FilterWatchListDeletable<T, KubernetesResourceList<T>, ?> there =
        namespace.isPresent() ? all.inNamespace(namespace.get()) : all.inAnyNamespace();
    try {
      return new ListResult.Listed(
          subscribed(there).list().getItems().stream()
              .filter(workload -> !KubernetesSubscriber.isBeingDeleted(workload))
              .filter(workload -> !workload.hasEnded())
              .flatMap(workload -> KubernetesSubscriber.of(kind, workload, hosts, keel).stream())
              .toList());
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND && kind.isOptional()) {
        return new ListResult.NoSuchKind();
      }
      String where = namespace.map(name -> "namespace " + name).orElse("all namespaces");
      ClusterUnavailable failure =
          KubernetesFailure.unavailable(
              "list the " + kind.title() + " of " + where, "list", kind, e);
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return new ListResult.Forbidden(failure);
      }
      throw failure;
    }
  }

  /** What is said to Keel is an annotation in most places, and no list selects by those. */
  private <T extends KubernetesWorkload>
      FilterWatchListDeletable<T, KubernetesResourceList<T>, ?> subscribed(
          FilterWatchListDeletable<T, KubernetesResourceList<T>, ?> there) {
    return keel ? there : there.withLabel(RolloutAnnotations.SUBSCRIBE, "true");
  }

  /** Reads a workload again by its name. */
  ReadResult read(Workload workload) {
    KubernetesKind kind = KubernetesKind.of(workload);
    KubernetesWorkload found;
    try {
      found =
          client
              .resources(kind.type())
              .inNamespace(workload.namespace())
              .withName(workload.name())
              .get();
    } catch (KubernetesClientException e) {
      throw KubernetesFailure.unavailable("read " + workload, "get", kind, e);
    }
    if (found == null || KubernetesSubscriber.isBeingDeleted(found)) {
      return new ReadResult.Gone();
    }
    return KubernetesSubscriber.of(kind, found, hosts, keel)
        .<ReadResult>map(ReadResult.Subscribed::new)
        .orElseGet(ReadResult.NotSubscribed::new);
  }

  private static PatchContext apply(boolean force) {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(KubernetesFieldManagers.OURS)
        .withForce(force)
        .build();
  }

  /** Sends a JSON Patch (RFC 6902). */
  PatchResult patch(Workload workload, List<PatchOperation> operations) {
    return send(workload, JSON_PATCH, PatchOperation.document(operations));
  }

  /**
   * Applies server-side: without force first, and with it only where all fields that others own may
   * be taken. Both are for one {@code resourceVersion}, so that force takes nothing else.
   */
  PatchResult apply(Workload workload, RolloutApply apply) {
    PatchResult result = send(workload, APPLY, apply.document());
    return result instanceof PatchResult.Owned(List<FieldConflict> conflicts)
            && conflicts.stream().allMatch(FieldConflict::mayBeTaken)
        ? send(workload, FORCED_APPLY, apply.document())
        : result;
  }

  private static List<FieldConflict> conflicts(KubernetesClientException failure) {
    return Stream.ofNullable(failure.getStatus())
        .flatMap(status -> Stream.ofNullable(status.getDetails()))
        .flatMap(details -> Stream.ofNullable(details.getCauses()).flatMap(List::stream))
        .filter(cause -> "FieldManagerConflict".equals(cause.getReason()))
        .map(cause -> new FieldConflict(manager(cause.getMessage()), orEmpty(cause.getField())))
        .toList();
  }

  private static String manager(@Nullable String message) {
    Matcher found = MANAGER.matcher(orEmpty(message));
    return found.find() ? UntrustedText.clean(found.group(1), LONGEST_MANAGER) : "";
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private PatchResult send(Workload workload, PatchContext how, String document) {
    KubernetesKind kind = KubernetesKind.of(workload);
    // By name, fabric8 reads the object before it patches it. By object, it does not.
    try {
      return client
          .adapt(NamespacedKubernetesClient.class)
          .withRequestConfig(PATIENTLY_ONCE)
          .call(
              api -> {
                api.resource(kind.named(workload)).patch(how, document);
                return new PatchResult.Patched();
              });
    } catch (KubernetesClientException e) {
      String message = KubernetesFailure.message(e);
      if (KubernetesFailure.isPolicyDenial(e)) {
        return new PatchResult.Denied(message);
      }
      return switch (e.getCode()) {
        case 400, 405, 406, 413, 415 -> new PatchResult.Rejected(message);
        case 403 -> new PatchResult.Forbidden(message);
        case 404 -> new PatchResult.Gone();
        case 409 -> {
          List<FieldConflict> owned = conflicts(e);
          yield owned.isEmpty() ? new PatchResult.Conflict() : new PatchResult.Owned(owned);
        }
        case 422 -> new PatchResult.Unprocessable(message);
        default -> {
          if (KubernetesFailure.isOfOneObject(e)) {
            yield new PatchResult.Failed(message);
          }
          throw KubernetesFailure.unavailable("patch " + workload, "patch", kind, e);
        }
      };
    }
  }

  /** The state of a workload that is read again. */
  sealed interface ReadResult {
    /** The workload does not exist, or it is being deleted. */
    record Gone() implements ReadResult {}

    /** The workload does not subscribe any more. */
    record NotSubscribed() implements ReadResult {}

    /** The workload still subscribes. */
    record Subscribed(Subscriber subscriber) implements ReadResult {}
  }
}
