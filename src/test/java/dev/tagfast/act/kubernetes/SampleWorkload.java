package dev.tagfast.act.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.stream.Collectors;

/** A subscribed workload {@code oven} of each kind, with one container {@code oven}. */
final class SampleWorkload {
  private static final String PODS =
      """
      metadata: {labels: {app: oven}}
      spec:
        containers:
          - {name: oven, image: "%s"}
      %s""";

  private SampleWorkload() {}

  static GenericKubernetesResource of(KubernetesKind kind, String namespace, String image) {
    return of(kind, namespace, image, "");
  }

  /**
   * @param more further lines of its {@code spec}; those that begin with {@code pod.} belong into
   *     that of its pods instead
   */
  static GenericKubernetesResource of(
      KubernetesKind kind, String namespace, String image, String more) {
    return Serialization.unmarshal(
        manifest(kind, namespace, image, more), GenericKubernetesResource.class);
  }

  /** The same as a file. */
  static String manifest(KubernetesKind kind, String namespace, String image, String more) {
    String ofPods =
        more.lines()
            .filter(line -> line.startsWith("pod."))
            .map(line -> line.substring("pod.".length()))
            .collect(Collectors.joining("\n"));
    String ofKind =
        more.lines().filter(line -> !line.startsWith("pod.")).collect(Collectors.joining("\n"));
    String pods = PODS.formatted(image, indented(2, ofPods));
    return """
    apiVersion: %s
    kind: %s
    metadata: {namespace: %s, name: oven, labels: {tagfast.dev/subscribe: "true"}}
    spec:
    %s%s"""
        .formatted(
            kind.apiVersion(),
            kind.kind(),
            namespace,
            indented(2, spec(kind, pods)),
            indented(2, ofKind));
  }

  private static String spec(KubernetesKind kind, String pods) {
    String selector = "selector: {matchLabels: {app: oven}}\n";
    return switch (kind) {
      case JOB -> "template:\n" + indented(2, pods) + "    restartPolicy: Never\n";
      case KNATIVE_SERVICE -> "template:\n" + indented(2, pods);
      case DEPLOYMENT, DAEMON_SET, ROLLOUT -> selector + "template:\n" + indented(2, pods);
      case STATEFUL_SET -> selector + "serviceName: oven\ntemplate:\n" + indented(2, pods);
      case CRON_JOB ->
          "schedule: 0 0 1 1 *\njobTemplate:\n  spec:\n    template:\n"
              + indented(6, pods)
              + "        restartPolicy: Never\n";
    };
  }

  private static String indented(int by, String text) {
    return text.lines().map(line -> " ".repeat(by) + line + "\n").collect(Collectors.joining());
  }
}
