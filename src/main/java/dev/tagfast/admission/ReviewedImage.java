package dev.tagfast.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.ImageReference;
import dev.tagfast.image.UntrustedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image that the object of a review names.
 *
 * @param holder JSON pointer of what has it: a container, or the image of a volume
 * @param member the member of the holder with the image
 * @param policyMember the member of the holder that says when it is pulled
 * @param name of the container or volume, for people
 * @param text as written
 * @param stored what the stored object has in that place; empty: nothing
 * @param isAlwaysPulled whether it is pulled at each start already
 */
public record ReviewedImage(
    String holder,
    String member,
    String policyMember,
    String name,
    String text,
    String stored,
    boolean isAlwaysPulled) {
  private static final List<String> LISTS =
      List.of("initContainers", "containers", "ephemeralContainers");
  private static final String VOLUMES = "volumes";
  private static final int LONGEST = 63;

  /** All of a review's object, in the order of its lists; none where its kind runs none. */
  public static List<ReviewedImage> of(AdmissionReview review) {
    Optional<ReviewedKind> kind = review.workload();
    if (kind.isEmpty()) {
      return List.of();
    }
    List<String> path = kind.get().podPath();
    JsonNode pods = at(review.object(), path);
    JsonNode before = at(review.before(), path);
    String pointer = "/" + String.join("/", path) + "/";
    List<ReviewedImage> images = new ArrayList<>();
    for (String list : LISTS) {
      Map<String, String> stored = new HashMap<>();
      list(before, list).forEach(each -> stored.put(text(each, "name"), text(each, "image")));
      int index = 0;
      for (JsonNode container : list(pods, list)) {
        String holder = pointer + list + "/" + index++;
        add(images, container, container, holder, "image", "imagePullPolicy", stored);
      }
    }
    Map<String, String> stored = new HashMap<>();
    list(before, VOLUMES)
        .forEach(each -> stored.put(text(each, "name"), text(each.path("image"), "reference")));
    int index = 0;
    for (JsonNode volume : list(pods, VOLUMES)) {
      String holder = pointer + VOLUMES + "/" + index++ + "/image";
      add(images, volume, volume.path("image"), holder, "reference", "pullPolicy", stored);
    }
    return List.copyOf(images);
  }

  private static void add(
      List<ReviewedImage> images,
      JsonNode named,
      JsonNode holder,
      String pointer,
      String member,
      String policyMember,
      Map<String, String> stored) {
    String image = text(holder, member);
    String name = text(named, "name");
    // One without an image gets it later, or is refused by the API server itself.
    if (!image.isEmpty()) {
      images.add(
          new ReviewedImage(
              pointer,
              member,
              policyMember,
              UntrustedText.clean(name, LONGEST),
              image,
              stored.getOrDefault(name, ""),
              text(holder, policyMember).equals("Always")));
    }
  }

  /**
   * The elements. Custom resources may have anything here; the values of an object would get
   * pointers that lead nowhere, and a patch that fails.
   */
  private static Iterable<JsonNode> list(JsonNode pods, String member) {
    JsonNode list = pods.path(member);
    return list.isArray() ? list : List.of();
  }

  private static JsonNode at(JsonNode object, List<String> path) {
    JsonNode found = object;
    for (String member : path) {
      found = found.path(member);
    }
    return found;
  }

  private static String text(JsonNode object, String member) {
    JsonNode value = object.path(member);
    return value.isTextual() ? value.textValue() : "";
  }

  /** Whether the stored object has it already. */
  public boolean isUnchanged() {
    return text.equals(stored);
  }

  /**
   * The stored reference, where it is this one with a digest: somebody applied again what he wrote,
   * and that must neither restart pods nor change what cannot be changed.
   */
  public Optional<ImageReference> keptPin() {
    return ImageReference.ifValid(stored)
        .filter(kept -> kept.digest().isPresent())
        .filter(
            kept ->
                reference()
                    .filter(written -> written.digest().isEmpty())
                    .filter(written -> written.name().equals(kept.name()))
                    .filter(written -> written.followedTag().equals(kept.followedTag()))
                    .isPresent());
  }

  /** The reference that it is; empty: it is none. */
  public Optional<ImageReference> reference() {
    return ImageReference.ifValid(text);
  }

  /** JSON pointer of the image. */
  String imagePath() {
    return holder + "/" + member;
  }

  /** JSON pointer of what says when it is pulled. */
  String policyPath() {
    return holder + "/" + policyMember;
  }

  /** For people: the container, and what it wrote. */
  String about() {
    return "%s (%s)".formatted(UntrustedText.clean(text, 4 * LONGEST), name);
  }
}
