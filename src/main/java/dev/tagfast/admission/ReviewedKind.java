package dev.tagfast.admission;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of objects that run images, and where their pods stand. */
enum ReviewedKind {
  POD("", "Pod", List.of("spec")),
  DEPLOYMENT("apps", "Deployment"),
  STATEFUL_SET("apps", "StatefulSet"),
  DAEMON_SET("apps", "DaemonSet"),
  REPLICA_SET("apps", "ReplicaSet"),
  REPLICATION_CONTROLLER("", "ReplicationController"),
  JOB("batch", "Job"),
  CRON_JOB("batch", "CronJob", List.of("spec", "jobTemplate", "spec", "template", "spec")),
  KNATIVE_SERVICE("serving.knative.dev", "Service"),
  ROLLOUT("argoproj.io", "Rollout");

  private final String group;
  private final String kind;
  private final List<String> podPath;

  /** With a template of its pods in the usual place. */
  ReviewedKind(String group, String kind) {
    this(group, kind, List.of("spec", "template", "spec"));
  }

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

  /** Whether objects that exist keep the pull policy of their containers. */
  boolean keepsPullPolicy() {
    return this == POD || this == JOB;
  }

  /** The members that lead to the specification of the pods. */
  List<String> podPath() {
    return podPath;
  }
}
