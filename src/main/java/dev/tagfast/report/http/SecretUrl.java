package dev.tagfast.report.http;

import dev.tagfast.settings.WrongSetting;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A URL that may be a secret, as Slack's webhook URLs are. {@link #toString} shows only its host.
 *
 * @param url absolute, http or https
 */
public record SecretUrl(URI url) {
  /**
   * Parses a setting.
   *
   * @param setting the name of the setting, for the message
   * @throws WrongSetting if the text is not an absolute http or https URL without user name; the
   *     message names the setting and never quotes the text
   */
  public static SecretUrl parse(String setting, String text) {
    URI url;
    try {
      url = new URI(text.strip());
    } catch (URISyntaxException _) {
      // Without the cause: its message quotes the text.
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

  /** The host, which is the only part that a log line may show. */
  String host() {
    return url.getHost();
  }

  @Override
  public String toString() {
    return host();
  }
}
