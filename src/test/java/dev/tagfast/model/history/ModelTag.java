package dev.tagfast.model.history;

import dev.tagfast.image.TagKey;
import dev.tagfast.testing.Images;
import java.util.Arrays;
import java.util.Optional;

/** The tags of the model: three are enough for one to be in trouble beside two that are not. */
public enum ModelTag {
  RELEASE("registry.example/shop:1.2.3"),
  CHANNEL("registry.example/shop:stable"),
  TOOL("registry.example/tool:2.0.0");

  private final TagKey key;

  ModelTag(String reference) {
    key = Images.key(reference);
  }

  /** The tag as the product knows it. */
  public TagKey key() {
    return key;
  }

  /** The one with this key. */
  public static ModelTag of(TagKey key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException("not in the model: " + key));
  }

  private static Optional<ModelTag> find(TagKey key) {
    return Arrays.stream(values()).filter(tag -> tag.key.equals(key)).findFirst();
  }
}
