package dev.tagfast.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.UntrustedText;
import java.util.Optional;

/**
 * What the API server asks: a request of {@code AdmissionReview} in {@code admission.k8s.io/v1}.
 *
 * @param uid goes back in the answer
 * @param group the API group of the object; empty: the core's
 * @param version of the API that the object is written in
 * @param kind of the object
 * @param subresource empty: the object itself
 * @param operation what is done to it
 * @param namespace empty: it has none
 * @param name empty where the API server makes one
 * @param dryRun whether nothing is stored
 * @param user who does it, as the API server knows
 * @param object as it is to be stored; missing where it is deleted
 * @param before as it is stored; missing where it is created
 */
public record AdmissionReview(
    String uid,
    String group,
    String version,
    String kind,
    String subresource,
    Operation operation,
    String namespace,
    String name,
    boolean dryRun,
    String user,
    JsonNode object,
    JsonNode before) {
  /** The version that is understood. */
  public static final String VERSION = "admission.k8s.io/v1";

  private static final String KIND = "AdmissionReview";
  private static final int LONGEST = 253;

  /** What is done. */
  public enum Operation {
    CREATE,
    UPDATE,
    DELETE,
    CONNECT
  }

  /**
   * Reads a review.
   *
   * @throws UnreadableReview if it is none, or one of another version
   */
  public static AdmissionReview parse(JsonNode document) {
    String version = document.path("apiVersion").asText("");
    if (!document.path("kind").asText("").equals(KIND) || version.isEmpty()) {
      throw new UnreadableReview("This is no AdmissionReview of admission.k8s.io/v1.");
    }
    if (!version.equals(VERSION)) {
      throw new UnreadableReview(
          "An AdmissionReview of %s is not understood; let the webhook configuration say admissionReviewVersions: [v1]."
              .formatted(clean(version)));
    }
    JsonNode request = document.path("request");
    String uid = request.path("uid").asText("");
    if (uid.isEmpty()) {
      throw new UnreadableReview("The AdmissionReview has no request.uid.");
    }
    return new AdmissionReview(
        uid,
        request.path("kind").path("group").asText(""),
        request.path("kind").path("version").asText(""),
        request.path("kind").path("kind").asText(""),
        request.path("subResource").asText(""),
        operation(request.path("operation").asText("")),
        request.path("namespace").asText(""),
        name(request),
        request.path("dryRun").asBoolean(),
        request.path("userInfo").path("username").asText(""),
        request.path("object"),
        request.path("oldObject"));
  }

  private static Operation operation(String word) {
    try {
      return Operation.valueOf(word);
    } catch (IllegalArgumentException e) {
      throw new UnreadableReview(
          "request.operation is `%s`, and neither CREATE, UPDATE, DELETE nor CONNECT."
              .formatted(clean(word)));
    }
  }

  private static String name(JsonNode request) {
    String name = request.path("name").asText("");
    return clean(
        name.isEmpty()
            ? request.path("object").path("metadata").path("generateName").asText("")
            : name);
  }

  private static String clean(String text) {
    return UntrustedText.clean(text, LONGEST);
  }

  /** What it is about, for people: {@code Pod kitchen/pizza}. */
  public String about() {
    return clean(kind) + " " + clean(namespace) + "/" + name;
  }

  /** The API that the object is written in: {@code apps/v1}. */
  public String apiVersion() {
    return clean(group.isEmpty() ? version : group + "/" + version);
  }

  /** The user, for people. */
  public String who() {
    return clean(user);
  }

  /** The object's metadata. */
  JsonNode metadata() {
    return object.path("metadata");
  }

  /** Whether the object goes away: refusing that would keep its finalizers from ending. */
  boolean isBeingDeleted() {
    return operation == Operation.DELETE || metadata().hasNonNull("deletionTimestamp");
  }

  /** Whether another object made this one, and keeps it as it wants. */
  boolean isControlled() {
    for (JsonNode owner : metadata().path("ownerReferences")) {
      if (owner.path("controller").asBoolean()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the API server refuses another pull policy: of a Pod that exists it lets images change
   * alone, of a Job nothing. Ephemeral containers are new whenever they are changed.
   */
  boolean keepsPullPolicy() {
    return operation == Operation.UPDATE
        && subresource.isEmpty()
        && workload().filter(ReviewedKind::keepsPullPolicy).isPresent();
  }

  /** The kind of workload; empty: one that runs no image, or is not known. */
  Optional<ReviewedKind> workload() {
    return ReviewedKind.of(group, kind);
  }
}
