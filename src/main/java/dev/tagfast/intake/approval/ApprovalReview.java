package dev.tagfast.intake.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.image.UntrustedText;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Answers an {@code AdmissionReview} of a {@code TagApproval}: {@code spec.by} becomes the user of
 * the request where nobody wrote it, and another name is refused. Pure.
 *
 * <p>The admission policy of {@code knative/base} refuses another name as well, so an approval of
 * somebody else is never stored where this webhook is away; people must write their name then.
 */
public final class ApprovalReview {
  private static final String VERSION = "admission.k8s.io/v1";
  private static final int LONGEST = 253;

  private ApprovalReview() {}

  /**
   * The document to answer with.
   *
   * @throws IllegalArgumentException if it is no review, with a sentence for the log of the API
   *     server
   */
  public static ObjectNode answer(JsonNode document) {
    JsonNode request = document.path("request");
    String uid = request.path("uid").asText();
    if (!document.path("apiVersion").asText().equals(VERSION) || uid.isEmpty()) {
      throw new IllegalArgumentException(
          "This is no AdmissionReview of " + VERSION + " with a request.uid.");
    }
    JsonNode spec = request.path("object").path("spec");
    if (!spec.isObject()) {
      return allowed(uid, Optional.empty()); // Deleted, or refused by the schema in a moment.
    }
    Optional<String> written = name(spec);
    return switch (request.path("operation").asText()) {
      case "CREATE" -> created(uid, written, request.path("userInfo").path("username").asText());
      // Who applies the file again in which no name was written changes nothing.
      case "UPDATE" ->
          allowed(
              uid,
              written.isPresent()
                  ? Optional.empty()
                  : name(request.path("oldObject").path("spec")));
      default -> allowed(uid, Optional.empty());
    };
  }

  private static ObjectNode created(String uid, Optional<String> written, String user) {
    if (user.isEmpty()) {
      return refused(uid, "The API server does not say who creates the approval.");
    }
    if (written.isEmpty()) {
      return allowed(uid, Optional.of(user));
    }
    return written.get().equals(user)
        ? allowed(uid, Optional.empty())
        : refused(
            uid,
            "spec.by says %s, and %s creates the approval. Leave spec.by out: it is filled in."
                .formatted(clean(written.get()), clean(user)));
  }

  private static Optional<String> name(JsonNode spec) {
    return Optional.of(spec.path("by").asText()).filter(name -> !name.isEmpty());
  }

  private static ObjectNode allowed(String uid, Optional<String> by) {
    ObjectNode answer = answer(uid, true);
    by.ifPresent(
        name -> {
          ObjectNode add = JsonNodeFactory.instance.objectNode();
          add.put("op", "add").put("path", "/spec/by").put("value", name);
          byte[] patch = ("[" + add + "]").getBytes(StandardCharsets.UTF_8);
          response(answer)
              .put("patchType", "JSONPatch")
              .put("patch", Base64.getEncoder().encodeToString(patch));
        });
    return answer;
  }

  private static ObjectNode refused(String uid, String message) {
    ObjectNode answer = answer(uid, false);
    response(answer)
        .putObject("status")
        .put("code", HttpURLConnection.HTTP_FORBIDDEN)
        .put("reason", "Forbidden")
        .put("message", message);
    return answer;
  }

  private static ObjectNode answer(String uid, boolean allowed) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("apiVersion", VERSION).put("kind", "AdmissionReview");
    answer.putObject("response").put("uid", uid).put("allowed", allowed);
    return answer;
  }

  private static ObjectNode response(ObjectNode answer) {
    return (ObjectNode) answer.path("response");
  }

  private static String clean(String text) {
    return UntrustedText.clean(text, LONGEST);
  }
}
