package dev.tagfast.act.rollout;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A tool that keeps workloads as Git says. It would undo a patch of ours within minutes, and the
 * two would restart the pods in turns; so the change is proposed for Git instead.
 */
@SuppressWarnings("ImmutableEnumChecker") // Set.of makes immutable sets
enum GitOpsTool {
  /**
   * Tracks by annotation since 3.0. Before, and where it is set so, it tracks by a label that each
   * installation chooses ({@code application.instanceLabelKey}): the second mark, or {@code
   * app.kubernetes.io/instance}, or any other. Then the manager of the label tells.
   */
  ARGO_CD(
      "Argo CD",
      Set.of("argocd.argoproj.io/tracking-id", "argocd.argoproj.io/instance"),
      Set.of("argocd-controller", "argocd-application-controller")),
  /** Marks by label. */
  FLUX(
      "Flux",
      Set.of("kustomize.toolkit.fluxcd.io/name", "helm.toolkit.fluxcd.io/name"),
      Set.of("kustomize-controller", "helm-controller"));

  private final String title;
  private final Set<String> marks;
  private final Set<String> managers;

  GitOpsTool(String title, Set<String> marks, Set<String> managers) {
    this.title = title;
    this.marks = marks;
    this.managers = managers;
  }

  /**
   * The tool that manages the workload: it marks it, or set its image, a label or an annotation. A
   * tool that adopts a workload sets its mark alone, and the image stays with the manager before.
   * The label {@code app.kubernetes.io/instance} says nothing by itself: Helm sets it too.
   */
  static Optional<GitOpsTool> of(Subscriber subscriber) {
    for (GitOpsTool tool : values()) {
      if (tool.marked(subscriber.labels())
          || tool.marked(subscriber.annotations())
          || subscriber.managers().stream().anyMatch(tool.managers::contains)) {
        return Optional.of(tool);
      }
    }
    return Optional.empty();
  }

  /** Its name as people write it. */
  String title() {
    return title;
  }

  private boolean marked(Map<String, String> metadata) {
    return marks.stream().anyMatch(metadata::containsKey);
  }
}
