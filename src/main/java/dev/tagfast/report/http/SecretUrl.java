package dev.tagfast.report.http;

import dev.tagfast.settings.WrongSetting;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A URL that may be a secret, as those of Slack are: it shows nothing but its host.
 *
 * @param url absolute, http or https
 */
public record SecretUrl(URI url) {
  /**
   * Parses a setting.
   *
   * @param setting its name, for the message
   * @throws WrongSetting if it is no such URL; the message names the setting, never the text
   */
  public static SecretUrl parse(String setting, String text) {
    URI url;
    try {
      url = new URI(text.strip());
    } catch (URISyntaxException _) {
      // Not chained: its message repeats the text.
      throw wrong(setting);
    }
    String scheme = url.getScheme();
    if (scheme == null
        || url.getHost() == null
        || url.getUserInfo() != null
        || !scheme.toLowerCase(Locale.ROOT).matches("https?")) {
      throw wrong(setting);
    }
    return new SecretUrl(url);
  }

  private static WrongSetting wrong(String setting) {
    return new WrongSetting(
        setting
            + " is not an absolute http or https URL without user name (it is not shown, it may be"
            + " a secret). Correct it or leave it out.");
  }

  /** The host: all that a log line may say. */
  String host() {
    return url.getHost();
  }

  @Override
  public String toString() {
    return host();
  }
}
