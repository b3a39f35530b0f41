package dev.tagfast.report.message;

import dev.tagfast.report.http.SecretUrl;
import dev.tagfast.settings.Settings.MessengerType;
import java.util.List;
import java.util.Optional;

/**
 * A configured messenger.
 *
 * @param name as in the settings, for metrics and logs
 * @param url where it is; of Matrix, the room
 * @param urlSetting the setting to look at when it refuses
 * @param secret token or key; empty: none is needed
 * @param template file of an own template
 * @param commitHosts hosts that a link to a commit may lead to
 */
record Receiver(
    String name,
    MessengerType type,
    SecretUrl url,
    String urlSetting,
    Optional<String> secret,
    Optional<String> template,
    Route route,
    List<String> commitHosts) {
  Receiver {
    commitHosts = List.copyOf(commitHosts);
  }

  Service service() {
    return Service.of(type);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return name + " (" + Service.word(type) + " at " + url + ")";
  }
}
