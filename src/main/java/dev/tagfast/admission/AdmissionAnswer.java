package dev.tagfast.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.act.patch.PatchOperation;
import dev.tagfast.act.patch.PatchOperation.Add;
import dev.tagfast.act.patch.PatchOperation.Replace;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.settings.Settings.AdmissionMode;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The answer to a review.
 *
 * @param uid of the review
 * @param patch what is changed; empty: nothing
 * @param warnings what {@code kubectl} prints beside its result
 * @param refusals why it is refused; empty: it is not
 * @param audited why it would be refused, where it is only said; empty: it would not
 */
public record AdmissionAnswer(
    String uid,
    List<PatchOperation> patch,
    List<String> warnings,
    List<String> refusals,
    List<String> audited) {
  private static final String PREFIX = "tagfast: ";

  /** In characters; the API server cuts what is longer, without a mark. */
  private static final int LONGEST_WARNING = 256;

  /** It drops warnings of more than 4096 characters together. */
  private static final int MOST_WARNINGS = 15;

  /** An object has up to thousands of containers, and its owner repairs them one by one. */
  private static final int MOST_REFUSALS = 5;

  /** Copies the lists. */
  public AdmissionAnswer {
    patch = List.copyOf(patch);
    warnings = List.copyOf(warnings);
    refusals = List.copyOf(refusals);
    audited = List.copyOf(audited);
  }

  /** Of a review of which nothing is audited. */
  AdmissionAnswer(
      String uid, List<PatchOperation> patch, List<String> warnings, List<String> refusals) {
    this(uid, patch, warnings, refusals, List.of());
  }

  /** Lets it through as it is. */
  public static AdmissionAnswer unchanged(AdmissionReview review) {
    return new AdmissionAnswer(review.uid(), List.of(), List.of(), List.of(), List.of());
  }

  /** The answer that these verdicts make. */
  public static AdmissionAnswer of(
      AdmissionReview review, NamespaceRules rules, Map<ReviewedImage, ImageVerdict> verdicts) {
    List<PatchOperation> patch = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    boolean audits = rules.mode() == AdmissionMode.AUDIT;
    boolean pulls = rules.alwaysPull() && !audits && !review.keepsPullPolicy();
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
          if (pulls && !image.isAlwaysPulled()) {
            patch.add(new Add(image.policyPath(), "Always"));
          }
        });
    warnings.removeIf(String::isEmpty);
    if (audits) {
      refusals.forEach(refusal -> warnings.add("would be refused: " + refusal));
      return new AdmissionAnswer(review.uid(), List.of(), warnings, List.of(), refusals);
    }
    return new AdmissionAnswer(
        review.uid(), refusals.isEmpty() ? patch : List.of(), warnings, refusals, List.of());
  }

  /** Whether the object may be stored. */
  public boolean isAllowed() {
    return refusals.isEmpty();
  }

  /** Why it is refused, for people. */
  public String message() {
    return sentences(refusals);
  }

  /** Why it would be refused, for people. */
  public String auditMessage() {
    return sentences(audited);
  }

  /** Several reasons as one text of a bounded length. */
  private static String sentences(List<String> reasons) {
    List<String> different = reasons.stream().distinct().toList();
    String first = different.stream().limit(MOST_REFUSALS).collect(Collectors.joining(" "));
    int others = different.size() - MOST_REFUSALS;
    return others > 0 ? "%s And %d more.".formatted(first, others) : first;
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
          .put("message", message());
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
      bounded().forEach(list::add);
    }
    return document.toString();
  }

  private List<String> bounded() {
    List<String> different = warnings.stream().distinct().toList();
    boolean isAll = different.size() <= MOST_WARNINGS;
    int shown = isAll ? different.size() : MOST_WARNINGS - 1;
    Stream<String> more =
        isAll ? Stream.empty() : Stream.of("and %d more".formatted(different.size() - shown));
    return Stream.concat(different.stream().limit(shown), more)
        .map(each -> UntrustedText.clean(PREFIX + each, LONGEST_WARNING))
        .toList();
  }
}
