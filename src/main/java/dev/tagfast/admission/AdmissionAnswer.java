package dev.tagfast.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.act.patch.PatchOperation;
import dev.tagfast.act.patch.PatchOperation.Add;
import dev.tagfast.act.patch.PatchOperation.Replace;
import dev.tagfast.settings.Settings.AdmissionMode;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The answer to a review.
 *
 * @param uid of the review
 * @param patch what is changed; empty: nothing
 * @param warnings what {@code kubectl} prints beside its result
 * @param refusals why it is refused; empty: it is not
 */
public record AdmissionAnswer(
    String uid, List<PatchOperation> patch, List<String> warnings, List<String> refusals) {
  /** The API server may cut what is longer (admission.k8s.io/v1, {@code response.warnings}). */
  private static final int LONGEST_WARNING = 256;

  /** And drops warnings of more than 4 KiB together. */
  private static final int MOST_WARNINGS = 15;

  /** Copies the lists. */
  public AdmissionAnswer {
    patch = List.copyOf(patch);
    warnings = List.copyOf(warnings);
    refusals = List.copyOf(refusals);
  }

  /** Lets it through as it is. */
  public static AdmissionAnswer unchanged(AdmissionReview review) {
    return new AdmissionAnswer(review.uid(), List.of(), List.of(), List.of());
  }

  /** The answer that these verdicts make. */
  public static AdmissionAnswer of(
      AdmissionReview review, NamespaceRules rules, Map<ReviewedImage, ImageVerdict> verdicts) {
    List<PatchOperation> patch = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    boolean audits = rules.mode() == AdmissionMode.AUDIT;
    verdicts.forEach(
        (image, verdict) -> {
          switch (verdict) {
            case ImageVerdict.Pin(var to, String warning) -> {
              if (audits) {
                warnings.add("%s would be pinned: %s".formatted(image.about(), to));
              } else {
                patch.add(new Replace(image.imagePath(), to.toString()));
              }
              warnings.add(warning);
            }
            case ImageVerdict.Leave(String warning) -> warnings.add(warning);
            case ImageVerdict.Refuse(String message) -> refusals.add(message);
          }
          if (rules.alwaysPull() && !audits && !image.isAlwaysPulled()) {
            patch.add(new Add(image.policyPath(), "Always"));
          }
        });
    if (audits) {
      refusals.forEach(refusal -> warnings.add("would be refused: " + refusal));
      refusals.clear();
    }
    warnings.removeIf(String::isEmpty);
    return new AdmissionAnswer(
        review.uid(), refusals.isEmpty() ? patch : List.of(), warnings, refusals);
  }

  /** Whether the object may be stored. */
  public boolean isAllowed() {
    return refusals.isEmpty();
  }

  /** The document to send. */
  public String document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("apiVersion", AdmissionReview.VERSION).put("kind", "AdmissionReview");
    ObjectNode response = document.putObject("response");
    response.put("uid", uid).put("allowed", isAllowed());
    if (!isAllowed()) {
      response
          .putObject("status")
          .put("code", HttpURLConnection.HTTP_FORBIDDEN)
          .put("reason", "Forbidden")
          .put("message", String.join(" ", refusals));
    }
    if (!patch.isEmpty()) {
      response
          .put("patchType", "JSONPatch")
          .put(
              "patch",
              Base64.getEncoder()
                  .encodeToString(PatchOperation.document(patch).getBytes(StandardCharsets.UTF_8)));
    }
    if (!warnings.isEmpty()) {
      ArrayNode list = response.putArray("warnings");
      warnings.stream()
          .distinct()
          .limit(MOST_WARNINGS)
          .map(each -> "tagfast: " + each)
          .map(each -> each.length() <= LONGEST_WARNING ? each : each.substring(0, LONGEST_WARNING))
          .forEach(list::add);
    }
    return document.toString();
  }
}
