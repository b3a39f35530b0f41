package dev.tagfast.act.kubernetes;

import dev.tagfast.act.kubernetes.KubernetesWorkloadSpec.Traffic;
import dev.tagfast.act.progress.Progress;
import dev.tagfast.act.progress.RolledOut;
import dev.tagfast.act.rollout.Subscriber.Hindrance;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.decide.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The kinds of workloads that can subscribe: where images stand in each, and what is particular to
 * it, in one long file. A new kind is a constant and a class here, a row in {@code
 * knative/base/rbac.yaml} and one in {@code docs/workloads.md}.
 */
@SuppressWarnings("ImmutableEnumChecker") // the suppliers are constructors
enum KubernetesKind {
  DEPLOYMENT("Deployments", Deployment.class, Deployment::new) {
    @Override
    String caveat(KubernetesWorkloadSpec spec) {
      return spec.paused() ? PAUSED : "";
    }

    @Override
    Progress progress(KubernetesWorkload workload) {
      KubernetesWorkloadStatus status = workload.getStatus();
      return RolledOut.deployment(
          workload.isObserved(),
          status.replicas(workload.getSpec().replicas(), status.availableReplicas()),
          status.known(),
          workload.getSpec().paused());
    }
  },
  STATEFUL_SET("StatefulSets", StatefulSet.class, StatefulSet::new) {
    @Override
    String caveat(KubernetesWorkloadSpec spec) {
      int partition = spec.updateStrategy().rollingUpdate().partition();
      if (isOnDelete(spec)) {
        return ON_DELETE;
      }
      return partition == 0
          ? ""
          : "its update is partitioned: pods with an ordinal below "
              + partition
              + " keep their image until the partition is lowered";
    }

    @Override
    Progress progress(KubernetesWorkload workload) {
      KubernetesWorkloadSpec spec = workload.getSpec();
      KubernetesWorkloadStatus status = workload.getStatus();
      return RolledOut.statefulSet(
          workload.isObserved(),
          status.replicas(spec.replicas(), status.readyReplicas()),
          spec.updateStrategy().rollingUpdate().partition(),
          isOnDelete(spec),
          status.currentRevision().equals(status.updateRevision()));
    }
  },
  DAEMON_SET("DaemonSets", DaemonSet.class, DaemonSet::new) {
    @Override
    String caveat(KubernetesWorkloadSpec spec) {
      return isOnDelete(spec) ? ON_DELETE : "";
    }

    @Override
    Progress progress(KubernetesWorkload workload) {
      return RolledOut.daemonSet(
          workload.isObserved(), workload.getStatus().daemons(), isOnDelete(workload.getSpec()));
    }
  },
  CRON_JOB("CronJobs", CronJob.class, CronJob::new) {
    @Override
    List<String> podPath() {
      return JOB_TEMPLATE;
    }

    @Override
    KubernetesPodSpec pods(KubernetesWorkload workload) {
      return workload.getSpec().jobTemplate().spec().template().spec();
    }

    @Override
    String caveat(KubernetesWorkloadSpec spec) {
      return spec.suspend() ? "it is suspended: its first Job after that runs the image" : "";
    }
  },
  /** Never patched, but told: whoever subscribes it believes that it follows. */
  JOB("Jobs", Job.class, Job::new) {
    @Override
    Optional<Hindrance> hindrance(KubernetesWorkloadSpec spec) {
      return Optional.of(
          new Hindrance(
              Reason.JOB_IMMUTABLE,
              "the pod template of a Job cannot be changed; delete the Job and create it again with"));
    }
  },
  KNATIVE_SERVICE("Knative Services", KnativeService.class, KnativeService::new) {
    @Override
    boolean isOptional() {
      return true;
    }

    @Override
    Optional<Hindrance> hindrance(KubernetesWorkloadSpec spec) {
      String name = spec.template().metadata().name();
      return name.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Hindrance(
                  Reason.REVISION_NAME_FIXED,
                  "spec.template.metadata.name fixes the name of its Revision ("
                      + name
                      + "), and Knative refuses another image under that name; remove the name, or"
                      + " write a new one together with"));
    }

    @Override
    String caveat(KubernetesWorkloadSpec spec) {
      return spec.traffic().isEmpty() || spec.traffic().stream().anyMatch(Traffic::latestRevision)
          ? ""
          : "its traffic names Revisions: the new one gets requests when somebody sends them there";
    }

    @Override
    Progress progress(KubernetesWorkload workload) {
      KubernetesWorkloadStatus status = workload.getStatus();
      return RolledOut.knativeService(
          workload.isObserved(),
          status.known(),
          status.latestCreatedRevisionName().equals(status.latestReadyRevisionName()));
    }
  },
  ROLLOUT("Argo Rollouts", Rollout.class, Rollout::new) {
    @Override
    boolean isOptional() {
      return true;
    }

    /** With a reference to a Deployment it has no template: that Deployment may subscribe. */
    @Override
    KubernetesPodSpec pods(KubernetesWorkload workload) {
      return workload.getSpec().workloadRef().name().isEmpty()
          ? super.pods(workload)
          : KubernetesPodSpec.EMPTY;
    }

    @Override
    String caveat(KubernetesWorkloadSpec spec) {
      return spec.paused() ? PAUSED : "";
    }

    @Override
    Progress progress(KubernetesWorkload workload) {
      KubernetesWorkloadStatus status = workload.getStatus();
      return RolledOut.argoRollout(
          workload.isObserved(), status.phase(), status.message(), workload.getSpec().paused());
    }
  };

  private static final List<String> POD_TEMPLATE = List.of("spec", "template", "spec");
  private static final List<String> JOB_TEMPLATE =
      List.of("spec", "jobTemplate", "spec", "template", "spec");
  private static final String PAUSED = "it is paused: its pods are replaced once it is resumed";
  private static final String ON_DELETE =
      "its update strategy is OnDelete: a pod gets the image when somebody deletes it";

  /** The conditions of a Job that is over. */
  private static final Set<String> ENDS = Set.of("Complete", "Failed");

  /** What makes objects of these kinds from a template of its own, and would undo a patch. */
  private static final Set<String> MAKERS = Set.of("CronJob", "Revision");

  private final String title;
  private final Class<? extends KubernetesWorkload> type;
  private final Supplier<KubernetesWorkload> constructor;

  KubernetesKind(
      String title,
      Class<? extends KubernetesWorkload> type,
      Supplier<KubernetesWorkload> constructor) {
    this.title = title;
    this.type = type;
    this.constructor = constructor;
  }

  /**
   * The kind of a workload that was read before.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static KubernetesKind of(Workload workload) {
    return Arrays.stream(values())
        .filter(
            kind ->
                kind.kind().equals(workload.kind())
                    && kind.apiVersion().equals(workload.apiVersion()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind of a subscriber: " + workload));
  }

  /** What {@code tagfast.workloads} calls it, and {@code kubectl get}. */
  String word() {
    return isOptional() ? plural() + "." + group() : plural();
  }

  /** Whether a cluster may lack it: its CRD comes with a product that not everybody has. */
  boolean isOptional() {
    return false;
  }

  /** What people call several of it. */
  String title() {
    return title;
  }

  /** The class that its objects are read into. */
  Class<? extends KubernetesWorkload> type() {
    return type;
  }

  /** {@code kind} of its objects. */
  String kind() {
    return HasMetadata.getKind(type);
  }

  /** Group and version, e.g. {@code apps/v1}. */
  String apiVersion() {
    return HasMetadata.getApiVersion(type);
  }

  /** The API group. */
  String group() {
    return HasMetadata.getGroup(type);
  }

  /** The resource, as roles name it. */
  String plural() {
    return HasMetadata.getPlural(type);
  }

  /** An object with only namespace and name, as the target of a patch. */
  KubernetesWorkload named(Workload workload) {
    KubernetesWorkload object = constructor.get();
    object.getMetadata().setNamespace(workload.namespace());
    object.getMetadata().setName(workload.name());
    return object;
  }

  /** The members that lead to the specification of the pods. */
  List<String> podPath() {
    return POD_TEMPLATE;
  }

  /** The specification of the pods, which stands at {@link #podPath}. */
  KubernetesPodSpec pods(KubernetesWorkload workload) {
    return workload.getSpec().template().spec();
  }

  /** Why the image cannot be changed; empty: it can. */
  Optional<Hindrance> hindrance(KubernetesWorkloadSpec spec) {
    return Optional.empty();
  }

  /** What keeps pods from being replaced right after a patch, for people; empty: nothing. */
  String caveat(KubernetesWorkloadSpec spec) {
    return "";
  }

  /** How far its pods are with the template that it has now; a kind without its own has none. */
  Progress progress(KubernetesWorkload workload) {
    return new Progress.NotFollowed("its image runs when its next pod starts");
  }

  /**
   * Whether another workload makes it, and its template with it: then that one subscribes. A
   * template's labels are those of what is made of it, so the label says nothing there.
   */
  static boolean isMadeByAnother(ObjectMeta metadata) {
    return Objects.requireNonNullElse(metadata.getOwnerReferences(), List.<OwnerReference>of())
        .stream()
        .anyMatch(
            owner ->
                Boolean.TRUE.equals(owner.getController()) && MAKERS.contains(owner.getKind()));
  }

  private static boolean isOnDelete(KubernetesWorkloadSpec spec) {
    return spec.updateStrategy().type().equals("OnDelete");
  }

  /** Of {@code apps/v1}. */
  @Group("apps")
  @Version("v1")
  @Kind("Deployment")
  @Plural("deployments")
  @RegisterForReflection
  public static final class Deployment extends KubernetesWorkload {
    private static final long serialVersionUID = 1L;
  }

  /** Of {@code apps/v1}. */
  @Group("apps")
  @Version("v1")
  @Kind("StatefulSet")
  @Plural("statefulsets")
  @RegisterForReflection
  public static final class StatefulSet extends KubernetesWorkload {
    private static final long serialVersionUID = 1L;
  }

  /** Of {@code apps/v1}. */
  @Group("apps")
  @Version("v1")
  @Kind("DaemonSet")
  @Plural("daemonsets")
  @RegisterForReflection
  public static final class DaemonSet extends KubernetesWorkload {
    private static final long serialVersionUID = 1L;
  }

  /** Of {@code batch/v1}. */
  @Group("batch")
  @Version("v1")
  @Kind("CronJob")
  @Plural("cronjobs")
  @RegisterForReflection
  public static final class CronJob extends KubernetesWorkload {
    private static final long serialVersionUID = 1L;
  }

  /** Of {@code batch/v1}. */
  @Group("batch")
  @Version("v1")
  @Kind("Job")
  @Plural("jobs")
  @RegisterForReflection
  public static final class Job extends KubernetesWorkload {
    private static final long serialVersionUID = 1L;

    @Override
    boolean hasEnded() {
      return getStatus().conditions().stream()
          .anyMatch(
              condition -> ENDS.contains(condition.type()) && condition.status().equals("True"));
    }
  }

  /** Of {@code serving.knative.dev/v1}. */
  @Group("serving.knative.dev")
  @Version("v1")
  @Kind("Service")
  @Plural("services")
  @RegisterForReflection
  public static final class KnativeService extends KubernetesWorkload {
    private static final long serialVersionUID = 1L;
  }

  /** Of {@code argoproj.io/v1alpha1}. */
  @Group("argoproj.io")
  @Version("v1alpha1")
  @Kind("Rollout")
  @Plural("rollouts")
  @RegisterForReflection
  public static final class Rollout extends KubernetesWorkload {
    private static final long serialVersionUID = 1L;
  }
}
