package dev.tagfast.admission;

import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageReference;
import dev.tagfast.settings.Settings.FailureMode;
import java.util.Optional;

/** What is to become of an image. Pure: equal knowledge gives an equal verdict. */
public final class AdmissionJudge {
  private AdmissionJudge() {}

  /** The verdict on one image. */
  public static ImageVerdict judge(ReviewedImage image, ImageKnowledge knowledge) {
    return switch (knowledge) {
      case ImageKnowledge.Shows(Digest digest, String warning) -> pin(image, digest, warning);
      case ImageKnowledge.Free _ -> new ImageVerdict.Leave("");
      case ImageKnowledge.Quarantined(String why) -> new ImageVerdict.Refuse(why);
      case ImageKnowledge.Unknown(String why) ->
          new ImageVerdict.Leave("%s is not pinned: %s".formatted(image.about(), why));
      case ImageKnowledge.CouldNotAsk(String why, FailureMode fail) ->
          switch (fail) {
            case OPEN ->
                new ImageVerdict.Leave(
                    "%s was let through unchecked: %s".formatted(image.about(), why));
            case CLOSED ->
                new ImageVerdict.Refuse(
                    "%s could not be checked, and nothing unchecked may run here: %s"
                        .formatted(image.about(), why));
          };
    };
  }

  private static ImageVerdict pin(ReviewedImage image, Digest digest, String warning) {
    Optional<ImageReference> reference = image.reference();
    return reference.isPresent()
        ? new ImageVerdict.Pin(reference.get().pinnedTo(digest), warning)
        : new ImageVerdict.Leave("");
  }
}
