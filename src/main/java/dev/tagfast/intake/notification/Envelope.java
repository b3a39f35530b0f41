package dev.tagfast.intake.notification;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Reads the JSON object that most dialects expect as a body. */
public final class Envelope {
  private Envelope() {}

  /**
   * Returns the content as an object. A missing member is not an error: some senders disable a
   * webhook whose test message is refused.
   *
   * @throws MalformedBody if the content is not a JSON object
   */
  public static JsonNode object(Notification notification) {
    JsonNode body = notification.json();
    if (!body.isObject()) {
      throw new MalformedBody("not a notification: the body must be a JSON object");
    }
    return body;
  }

  /** Returns {@code namespace/name}; absent if one of them is absent. */
  public static Optional<String> joined(JsonNode from, String namespace, String name) {
    return Json.text(from, namespace)
        .flatMap(first -> Json.text(from, name).map(second -> first + "/" + second));
  }
}
