package dev.tagfast.intake;

import java.util.Map;

/** What the webhook door answers with good news. */
sealed interface Taken {
  /**
   * What became of the things found in the request: 200.
   *
   * @param forwarded what mattered of it is the broker's now: 202
   */
  record Events(WebhookAnswer answer, boolean forwarded) implements Taken {}

  /** What the sender wants to read before it sends anything: 200. */
  record Handshake(Map<String, String> answer) implements Taken {}
}
