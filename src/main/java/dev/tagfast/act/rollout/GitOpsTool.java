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
  /** Marks by annotation; with label tracking only its field manager tells. */
  ARGO_CD(
      "Argo CD",
      Set.of("argocd.argoproj.io/tracking-id"),
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
   * The tool that manages the workload's images. The label {@code app.kubernetes.io/instance} says
   * nothing by itself: Helm sets it too.
   */
  static Optional<GitOpsTool> of(Subscriber subscriber) {
    for (GitOpsTool tool : values()) {
      if (tool.marked(subscriber.labels())
          || tool.marked(subscriber.annotations())
          || subscriber.imageManagers().stream().anyMatch(tool.managers::contains)) {
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
