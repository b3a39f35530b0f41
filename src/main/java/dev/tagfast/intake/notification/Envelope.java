package dev.tagfast.intake.notification;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What a body must be at the least, for dialects whose senders all write one object. */
public final class Envelope {
  private Envelope() {}

  /**
   * The content as an object. What is missing in it is no error: some senders switch themselves off
   * when their test message is refused.
   *
   * @throws MalformedBody if it is none
   */
  public static JsonNode object(Notification notification) {
    JsonNode body = notification.json();
    if (!body.isObject()) {
      throw new MalformedBody("not a notification: the body must be a JSON object");
    }
    return body;
  }

  /** Namespace and name as a path; absent where one of them is. */
  public static Optional<String> joined(JsonNode from, String namespace, String name) {
    return Json.text(from, namespace)
        .flatMap(first -> Json.text(from, name).map(second -> first + "/" + second));
  }
}
