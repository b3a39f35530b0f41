package dev.tagfast.intake.notification;

import java.util.List;
import java.util.Map;

/** What a dialect made of a notification. */
public sealed interface Reading {
  /** These things happened, in this order. */
  record Entries(List<NotificationEntry> all) implements Reading {
    /** Copies the list. */
    public Entries {
      all = List.copyOf(all);
    }
  }

  /**
   * Nothing happened: the sender asks whether it may send, and wants this JSON back (200).
   *
   * @param answer members of the JSON object; never more than the sender said, and no secret
   */
  record Handshake(Map<String, String> answer) implements Reading {
    /** Copies the map. */
    public Handshake {
      answer = Map.copyOf(answer);
    }
  }

  /** These entries. */
  static Reading of(List<NotificationEntry> entries) {
    return new Entries(entries);
  }

  /** This entry. */
  static Reading of(NotificationEntry entry) {
    return new Entries(List.of(entry));
  }
}
