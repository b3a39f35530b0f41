package dev.tagfast.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.act.patch.PatchOperation.Add;
import dev.tagfast.image.UntrustedText;
import java.util.List;
import java.util.Optional;

/**
 * Answers a review of a {@code TagApproval}: {@code spec.by} becomes the user of the request where
 * nobody wrote it, and another name is refused.
 *
 * <p>The admission policy of {@code knative/base} refuses another name as well, so an approval of
 * somebody else is never stored where this webhook is away; people must write their name then.
 */
public final class ApprovalReview {
  private static final String BY = "/spec/by";
  private static final int LONGEST = 253;

  private ApprovalReview() {}

  /** The answer. */
  public static AdmissionAnswer answer(AdmissionReview review) {
    JsonNode spec = review.object().path("spec");
    if (!spec.isObject()) {
      return AdmissionAnswer.unchanged(review); // Deleted, or refused by the schema in a moment.
    }
    Optional<String> written = name(spec);
    return switch (review.operation()) {
      case CREATE -> created(review, written);
      // Who applies the file again in which no name was written changes nothing.
      case UPDATE ->
          written.isPresent()
              ? AdmissionAnswer.unchanged(review)
              : name(review.before().path("spec"))
                  .map(before -> filledIn(review, before))
                  .orElseGet(() -> AdmissionAnswer.unchanged(review));
      case DELETE, CONNECT -> AdmissionAnswer.unchanged(review);
    };
  }

  private static AdmissionAnswer created(AdmissionReview review, Optional<String> written) {
    String user = review.user();
    if (user.isEmpty()) {
      return refused(review, "The API server does not say who creates the approval.");
    }
    if (written.isEmpty()) {
      return filledIn(review, user);
    }
    return written.get().equals(user)
        ? AdmissionAnswer.unchanged(review)
        : refused(
            review,
            "spec.by says %s, and %s creates the approval. Leave spec.by out: it is filled in."
                .formatted(clean(written.get()), clean(user)));
  }

  private static Optional<String> name(JsonNode spec) {
    return Optional.of(spec.path("by").asText("")).filter(name -> !name.isEmpty());
  }

  private static AdmissionAnswer filledIn(AdmissionReview review, String name) {
    return new AdmissionAnswer(
        review.uid(), List.of(new Add(BY, name)), List.of(), List.of(), List.of());
  }

  private static AdmissionAnswer refused(AdmissionReview review, String why) {
    return new AdmissionAnswer(review.uid(), List.of(), List.of(), List.of(why), List.of());
  }

  private static String clean(String text) {
    return UntrustedText.clean(text, LONGEST);
  }
}
