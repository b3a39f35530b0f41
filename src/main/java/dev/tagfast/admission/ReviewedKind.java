package dev.tagfast.admission;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of objects that run images, and where their pods stand. */
enum ReviewedKind {
  POD("", "Pod", List.of("spec")),
  DEPLOYMENT("apps", "Deployment", ReviewedKind.TEMPLATE),
  STATEFUL_SET("apps", "StatefulSet", ReviewedKind.TEMPLATE),
  DAEMON_SET("apps", "DaemonSet", ReviewedKind.TEMPLATE),
  REPLICA_SET("apps", "ReplicaSet", ReviewedKind.TEMPLATE),
  REPLICATION_CONTROLLER("", "ReplicationController", ReviewedKind.TEMPLATE),
  JOB("batch", "Job", ReviewedKind.TEMPLATE),
  CRON_JOB("batch", "CronJob", List.of("spec", "jobTemplate", "spec", "template", "spec")),
  KNATIVE_SERVICE("serving.knative.dev", "Service", ReviewedKind.TEMPLATE),
  ROLLOUT("argoproj.io", "Rollout", ReviewedKind.TEMPLATE);

  private static final List<String> TEMPLATE = List.of("spec", "template", "spec");

  private final String group;
  private final String kind;
  private final List<String> podPath;

  ReviewedKind(String group, String kind, List<String> podPath) {
    this.group = group;
    this.kind = kind;
    this.podPath = podPath;
  }

  /** The kind with this name in this API group. */
  static Optional<ReviewedKind> of(String group, String kind) {
    return Arrays.stream(values())
        .filter(each -> each.group.equals(group) && each.kind.equals(kind))
        .findFirst();
  }

  /** The members that lead to the specification of the pods. */
  List<String> podPath() {
    return podPath;
  }
}
