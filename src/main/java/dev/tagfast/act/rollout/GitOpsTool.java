package dev.tagfast.act.rollout;

import dev.tagfast.act.rollout.Proposal.Source;
import dev.tagfast.image.UntrustedText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A tool that keeps workloads as Git, or a chart, says. Argo CD and Flux would undo a patch of ours
 * within minutes, and the two would restart the pods in turns; Helm undoes it at its next upgrade,
 * where nobody expects an older image. So the change is proposed for the source instead.
 */
@SuppressWarnings("ImmutableEnumChecker") // Set.of makes immutable sets
public enum GitOpsTool {
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
      Set.of("kustomize-controller", "helm-controller")),
  /**
   * Marks by annotation. Charts also write {@code app.kubernetes.io/managed-by: Helm}, which stands
   * there too if their output was applied by something else, so that it says nothing. It is the
   * last: Flux installs releases as Helm does.
   */
  HELM("Helm", Set.of("meta.helm.sh/release-name"), Set.of("helm"));

  /** The API's limit of a name. */
  private static final int LONGEST_NAME = 253;

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
    return of(subscriber.labels(), subscriber.annotations(), subscriber.managers());
  }

  private static Optional<GitOpsTool> of(
      Map<String, String> labels, Map<String, String> annotations, List<String> managers) {
    return Arrays.stream(values())
        .filter(
            tool ->
                tool.marked(labels)
                    || tool.marked(annotations)
                    || managers.stream().anyMatch(tool.managers::contains))
        .findFirst();
  }

  /**
   * Whether a tool keeps the workload as its source says, and its owner does not say that Tagfast
   * may write it nevertheless.
   *
   * @param managers the field managers of any part of it
   */
  public static boolean keeps(
      Map<String, String> labels, Map<String, String> annotations, List<String> managers) {
    String choice = annotations.getOrDefault(GitOpsChoice.ANNOTATION, "").strip();
    boolean isOurs = choice.equals("patch") || choice.equals("apply");
    return !isOurs && of(labels, annotations, managers).isPresent();
  }

  /** Whether a field manager is such a tool. */
  static boolean isManager(String manager) {
    return Arrays.stream(values()).anyMatch(tool -> tool.managers.contains(manager));
  }

  /** The tool's object that it made the workload of; empty: its marks do not say. */
  Optional<Source> source(Subscriber subscriber) {
    Map<String, String> labels = subscriber.labels();
    Map<String, String> notes = subscriber.annotations();
    return switch (this) {
      case ARGO_CD ->
          text(notes, "argocd.argoproj.io/tracking-id")
              .map(id -> application(id.replaceFirst(":.*", "")))
              .or(() -> text(labels, "argocd.argoproj.io/instance").map(GitOpsTool::application));
      case FLUX ->
          text(labels, "kustomize.toolkit.fluxcd.io/name")
              .map(
                  name ->
                      new Source(
                          "Kustomization",
                          text(labels, "kustomize.toolkit.fluxcd.io/namespace"),
                          name))
              .or(
                  () ->
                      text(labels, "helm.toolkit.fluxcd.io/name")
                          .map(
                              name ->
                                  new Source(
                                      "HelmRelease",
                                      text(labels, "helm.toolkit.fluxcd.io/namespace"),
                                      name)));
      case HELM ->
          text(notes, "meta.helm.sh/release-name")
              .map(
                  name ->
                      new Source("Release", text(notes, "meta.helm.sh/release-namespace"), name));
    };
  }

  /** One outside Argo CD's own namespace has that before its name. */
  private static Source application(String name) {
    int end = name.indexOf('_');
    return end < 0
        ? new Source("Application", Optional.empty(), name)
        : new Source("Application", Optional.of(name.substring(0, end)), name.substring(end + 1));
  }

  private static Optional<String> text(Map<String, String> metadata, String name) {
    return Optional.ofNullable(metadata.get(name))
        .map(text -> UntrustedText.clean(text, LONGEST_NAME))
        .filter(text -> !text.isEmpty());
  }

  /** Its name as people write it. */
  String title() {
    return title;
  }

  private boolean marked(Map<String, String> metadata) {
    return marks.stream().anyMatch(metadata::containsKey);
  }
}
