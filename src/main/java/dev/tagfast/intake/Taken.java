package dev.tagfast.intake;

import java.util.Map;

/** What the webhook door answers with 200. */
sealed interface Taken {
  /** What became of the things found in the request. */
  record Events(WebhookAnswer answer) implements Taken {}

  /** What the sender wants to read before it sends anything. */
  record Handshake(Map<String, String> answer) implements Taken {}
}
