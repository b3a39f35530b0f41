package dev.tagfast.intake.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/**
 * The body of a notification. It is parsed when the first dialect reads it, and once for all
 * dialects.
 */
public final class Content {
  private final byte[] bytes;
  private @Nullable JsonNode json;
  private @Nullable MalformedBody malformed;

  private Content(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  public static Content of(byte[] bytes) {
    return new Content(bytes);
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * Returns the body as JSON.
   *
   * @throws MalformedBody if it is not JSON
   */
  public JsonNode json() {
    if (malformed != null) {
      throw malformed;
    }
    if (json == null) {
      try {
        json = Json.read(bytes);
      } catch (MalformedBody e) {
        malformed = e;
        throw e;
      }
    }
    return json;
  }

  /** Returns the body as JSON; a missing node if it is not JSON. */
  public JsonNode jsonIfAny() {
    try {
      return json();
    } catch (MalformedBody e) {
      return MissingNode.getInstance();
    }
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
