package dev.tagfast.ledger.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.ledger.TagEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;

/**
 * Reads {@code ImageTag} objects that somebody else asked for, such as a person with rights of
 * their own.
 */
public final class KubernetesImageTags {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private KubernetesImageTags() {}

  /**
   * The entry that an object is.
   *
   * @throws IllegalArgumentException if it cannot be read; the message says what is wrong with it
   */
  public static TagEntry entry(JsonNode object) {
    try {
      return ImageTagReader.entry(
          JSON.treeToValue(object.path("metadata"), ObjectMeta.class), object);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("its metadata cannot be read", e);
    }
  }

  /** How the tag stands, in sentences: the message of its condition {@code Ready}. */
  public static String sentence(TagEntry entry) {
    return String.valueOf(ImageTagSummary.ready(entry).get("message"));
  }
}
