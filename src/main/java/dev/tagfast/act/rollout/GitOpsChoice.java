package dev.tagfast.act.rollout;

import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.image.UntrustedText;
import java.util.Optional;

/**
 * How the owner of a workload wants its image to be changed: {@value #ANNOTATION} for all of its
 * containers, or {@code gitops.tagfast.dev/<container>} for one.
 */
sealed interface GitOpsChoice {
  /** The annotation for all containers. */
  String ANNOTATION = "tagfast.dev/gitops";

  /** Followed by the container's name: the same for that one. */
  String OF_CONTAINER = "gitops.tagfast.dev/";

  /** Nothing is written: what a GitOps tool manages is proposed, and all else is patched. */
  record Unsaid() implements GitOpsChoice {}

  /** Patched like any other, whoever manages it. */
  record Patch() implements GitOpsChoice {}

  /** The tool has let go of the image: it is written by server-side apply, as ours. */
  record Apply() implements GitOpsChoice {}

  /** Never written, only proposed. */
  record Propose() implements GitOpsChoice {}

  /**
   * The annotation says something else, or what this workload cannot have.
   *
   * @param detail what is wrong, and what to write
   */
  record Wrong(String detail) implements GitOpsChoice {}

  /** What is written for this container. */
  static GitOpsChoice of(Subscriber subscriber, FollowingContainer container) {
    String own = OF_CONTAINER + container.name();
    String name = subscriber.annotations().containsKey(own) ? own : ANNOTATION;
    Optional<String> text = Optional.ofNullable(subscriber.annotations().get(name));
    return switch (text.map(String::strip).orElse("")) {
      case "patch" -> new Patch();
      case "propose" -> new Propose();
      case "apply" -> subscriber.workload().isBuiltIn() ? new Apply() : oneField(subscriber, name);
      default -> text.<GitOpsChoice>map(wrong -> wrong(name, wrong)).orElseGet(Unsaid::new);
    };
  }

  private static Wrong wrong(String name, String text) {
    return new Wrong(
        "The annotation %s says %s: write patch, apply or propose, or remove it."
            .formatted(name, UntrustedText.quoted(text, 40)));
  }

  /** To apply one container of it would remove the others. */
  private static Wrong oneField(Subscriber subscriber, String name) {
    return new Wrong(
        "The annotation %s says \"apply\", and the API server takes all containers of a %s (%s) as one field: write patch or propose."
            .formatted(name, subscriber.workload().kind(), subscriber.workload().apiVersion()));
  }
}
