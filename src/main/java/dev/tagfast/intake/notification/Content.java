package dev.tagfast.intake.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/** What is to be read: parsed when the first dialect looks at it, and once for all of them. */
public final class Content {
  private final byte[] bytes;
  private @Nullable JsonNode json;
  private @Nullable MalformedBody malformed;

  private Content(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** Copies the bytes. */
  public static Content of(byte[] bytes) {
    return new Content(bytes);
  }

  /** As they came. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * As JSON.
   *
   * @throws MalformedBody if it is none
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

  /** As JSON; a missing node where it is none. */
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
