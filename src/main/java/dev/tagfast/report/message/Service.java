package dev.tagfast.report.message;

import dev.tagfast.settings.Settings.MessengerType;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is particular to a service beside its template.
 *
 * @param dialect how text is written for it
 * @param longest how long the sentences may be together, in UTF-16 units; a group leaves out
 *     workloads
 * @param keepsIncidents whether it is told of the end of what it was told, and of each workload on
 *     its own
 * @param knownUrl where it is, where everybody uses the same address
 * @param secretIsNeeded whether it needs a token or key besides the address
 */
record Service(
    Dialect dialect,
    int longest,
    boolean keepsIncidents,
    Optional<String> knownUrl,
    boolean secretIsNeeded) {
  static Service of(MessengerType type) {
    return switch (type) {
      case SLACK_COMPATIBLE, SLACK -> chat(Dialect.SLACK, 8_000);
      case TEAMS -> chat(Dialect.PLAIN, 6_000);
      case DISCORD -> chat(Dialect.MARKDOWN, 4_000);
      case MATTERMOST -> chat(Dialect.MARKDOWN, 8_000);
      // Message_MaxAllowedSize is 5000 unless an administrator changed it.
      case ROCKET_CHAT -> chat(Dialect.MARKDOWN, 4_500);
      case GOOGLE_CHAT -> chat(Dialect.CARD_HTML, 8_000);
      case MATRIX -> new Service(Dialect.HTML, 8_000, false, Optional.empty(), true);
      case PAGERDUTY ->
          new Service(
              Dialect.PLAIN,
              8_000,
              true,
              Optional.of("https://events.pagerduty.com/v2/enqueue"),
              true);
      case OPSGENIE ->
          new Service(
              Dialect.PLAIN, 8_000, true, Optional.of("https://api.opsgenie.com/v2/alerts"), true);
      case ALERTMANAGER -> new Service(Dialect.PLAIN, 8_000, true, Optional.empty(), false);
      case WEBHOOK -> chat(Dialect.PLAIN, 8_000);
    };
  }

  private static Service chat(Dialect dialect, int longest) {
    return new Service(dialect, longest, false, Optional.empty(), false);
  }

  /** Where its ready template is; empty: there is none. */
  static Optional<String> template(MessengerType type) {
    return type == MessengerType.WEBHOOK
        ? Optional.empty()
        : Optional.of("/messages/" + word(type) + ".json");
  }

  /** As the setting has it. */
  static String word(MessengerType type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is put behind the configured address. */
  static String path(MessengerType type, String messageId, Incident incident) {
    return switch (type) {
      // A repeat with the same transaction id is the same event.
      case MATRIX -> "/send/m.room.message/" + messageId;
      case OPSGENIE ->
          incident.isOver() ? "/" + incident.key() + "/close?identifierType=alias" : "";
      default -> "";
    };
  }

  /** The headers of a request. */
  static Map<String, String> headers(MessengerType type, Optional<String> secret) {
    String json = "application/json";
    return switch (type) {
      case OPSGENIE ->
          Map.of("content-type", json, "authorization", "GenieKey " + secret.orElse(""));
      // Its key is in the body.
      case PAGERDUTY -> Map.of("content-type", json);
      default ->
          secret
              .map(token -> Map.of("content-type", json, "authorization", "Bearer " + token))
              .orElseGet(() -> Map.of("content-type", json));
    };
  }
}
