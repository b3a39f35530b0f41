package dev.tagfast.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.act.rollout.GitOpsTool;
import dev.tagfast.admission.AdmissionReview.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which images of a review are Tagfast's business; of others nothing is asked. */
public final class AdmissionScope {
  /** Changes of these subresources may bring images: {@code kubectl debug} uses the second. */
  private static final Set<String> SUBRESOURCES = Set.of("", "ephemeralcontainers");

  /** Who runs the cluster itself must not wait for a webhook: nobody could repair that. */
  private static final Set<String> EXEMPT = Set.of("kube-system", "kube-public", "kube-node-lease");

  /** The kubelet's copy of a static Pod: the API server cannot change what runs. */
  private static final String MIRROR = "kubernetes.io/config.mirror";

  private AdmissionScope() {}

  /**
   * The images to ask about. One that the stored object has already is left: an update of something
   * else must not replace pods.
   *
   * @param own the namespace of Tagfast, which must not wait for itself; empty: it has none
   */
  public static List<ReviewedImage> of(AdmissionReview review, Optional<String> own) {
    boolean writes =
        review.operation() == Operation.CREATE || review.operation() == Operation.UPDATE;
    if (!writes
        || review.isBeingDeleted()
        || !SUBRESOURCES.contains(review.subresource())
        || own.filter(review.namespace()::equals).isPresent()
        || EXEMPT.contains(review.namespace())
        || isOthers(review)) {
      return List.of();
    }
    return ReviewedImage.of(review).stream().filter(image -> !image.isUnchanged()).toList();
  }

  /**
   * Whether somebody else keeps the object as it is: a controller compares a ReplicaSet with its
   * Deployment, and a GitOps tool a workload with Git. Their Pods are compared with nothing.
   */
  private static boolean isOthers(AdmissionReview review) {
    Map<String, String> annotations = strings(review.metadata().path("annotations"));
    if (review.workload().filter(ReviewedKind.POD::equals).isPresent()) {
      return annotations.containsKey(MIRROR);
    }
    return review.isControlled()
        || GitOpsTool.keeps(
            strings(review.metadata().path("labels")), annotations, managers(review.metadata()));
  }

  private static Map<String, String> strings(JsonNode object) {
    Map<String, String> strings = new HashMap<>();
    object.properties().forEach(each -> strings.put(each.getKey(), each.getValue().asText()));
    return strings;
  }

  private static List<String> managers(JsonNode metadata) {
    List<String> managers = new ArrayList<>();
    metadata.path("managedFields").forEach(each -> managers.add(each.path("manager").asText()));
    return managers;
  }
}
