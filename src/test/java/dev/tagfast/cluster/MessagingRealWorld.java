package dev.tagfast.cluster;

import dev.tagfast.testing.Sink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The world with a real API server, and a messenger of each type, all at {@link #places}. */
public final class MessagingRealWorld extends RealWorld {
  /** Secret of all messengers, in their address and beside it. */
  public static final String SECRET = "hunter2";

  /**
   * The types that have a ready template, one messenger each, and {@code webhook} with a broken
   * one.
   */
  public static final List<String> TYPES =
      List.of(
          "slack",
          "slack-compatible",
          "teams",
          "discord",
          "google-chat",
          "mattermost",
          "rocket-chat",
          "matrix",
          "pagerduty",
          "opsgenie",
          "alertmanager");

  private final Sink places = new Sink();

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = super.start();
    settings.remove("tagfast.report.slack-url");
    for (String type : TYPES) {
      messenger(settings, type.replace("-", ""), type);
    }
    messenger(settings, "broken", "slack");
    settings.put("tagfast.messengers.broken.template", brokenTemplate().toString());
    return settings;
  }

  private void messenger(Map<String, String> settings, String name, String type) {
    settings.put("tagfast.messengers." + name + ".type", type);
    settings.put("tagfast.messengers." + name + ".url", places.url() + name + "/" + SECRET);
    settings.put("tagfast.messengers." + name + ".secret", SECRET);
  }

  private static Path brokenTemplate() {
    try {
      Path file = Files.createTempFile("message", ".json");
      file.toFile().deleteOnExit();
      return Files.writeString(file, "{\"text\": \"{nobodyKnows}\"}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where all messengers are, by the first part of the path. */
  public Sink places() {
    return places;
  }

  @Override
  public void stop() {
    super.stop();
    places.close();
  }
}
