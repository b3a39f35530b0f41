package dev.tagfast.intake.notification;

import java.util.List;
import java.util.Map;

/** The result of reading a notification. */
public sealed interface Reading {
  /** The entries, in their order. */
  record Entries(List<NotificationEntry> all) implements Reading {
    public Entries {
      all = List.copyOf(all);
    }
  }

  /**
   * A handshake: the sender asks whether it may send, and expects this JSON in the answer (200).
   *
   * @param answer members of the JSON object; they repeat only what the sender said, and no secret
   */
  record Handshake(Map<String, String> answer) implements Reading {
    public Handshake {
      answer = Map.copyOf(answer);
    }
  }

  static Reading of(List<NotificationEntry> entries) {
    return new Entries(entries);
  }

  static Reading of(NotificationEntry entry) {
    return new Entries(List.of(entry));
  }
}
