package dev.tagfast.intake.webhook;

import java.util.Map;

/** What the webhook door answers with good news. */
public sealed interface WebhookResult {
  /**
   * What became of the things found in the request: 200.
   *
   * @param forwarded what mattered of it is the broker's now: 202
   */
  record Events(WebhookAnswer answer, boolean forwarded) implements WebhookResult {}

  /** What the sender wants to read before it sends anything: 200. */
  record Handshake(Map<String, String> answer) implements WebhookResult {}
}
