package dev.tagfast.intake.webhook;

import java.util.Map;

/** A successful answer of the webhook door. */
public sealed interface WebhookResult {
  /**
   * The outcomes of the entries: 200, or 202 if forwarded.
   *
   * @param forwarded whether at least one event was handed to the broker (202)
   */
  record Events(WebhookAnswer answer, boolean forwarded) implements WebhookResult {}

  /**
   * The reply that a sender expects before it sends anything, for example Event Grid's validation
   * code: 200.
   */
  record Handshake(Map<String, String> answer) implements WebhookResult {}
}
