package dev.tagfast.report.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.image.TagKey;
import dev.tagfast.proxy.Proxies;
import dev.tagfast.report.ImageTagLinks.ImageTagObject;
import dev.tagfast.report.Receiver;
import dev.tagfast.report.ReportChannel;
import dev.tagfast.report.Samples;
import dev.tagfast.report.Silences;
import dev.tagfast.report.dispatch.ReportDispatcher;
import dev.tagfast.report.http.HttpPost;
import dev.tagfast.report.metrics.MetricsTest;
import dev.tagfast.settings.Settings.MessengerType;
import dev.tagfast.testing.TestSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A receiver, and a messenger called {@code ops} that is told there. */
final class Messages implements AutoCloseable {
  static final String SECRET = "hunter2";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Vertx VERTX = Vertx.vertx();

  final Receiver place;
  final Map<TagKey, Instant> silenced = new HashMap<>();
  private final Map<String, String> settings = new HashMap<>();

  private Messages() {
    try {
      place = new Receiver().answering(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A receiver that nobody is told at. */
  static Messages none() {
    return new Messages();
  }

  static Messages of(MessengerType type) {
    return new Messages()
        .with("type", Service.word(type))
        .with("secret", SECRET)
        .atPath("/hooks/" + SECRET);
  }

  Messages atPath(String path) {
    return with("url", place.url(path));
  }

  Messages with(String member, String value) {
    settings.put("tagfast.messengers.ops." + member, value);
    return this;
  }

  Messages withSetting(String name, String value) {
    settings.put(name, value);
    return this;
  }

  List<ReportChannel> channels() {
    Silences silences = key -> Optional.ofNullable(silenced.get(key));
    return new Messengers(
            TestSettings.of(settings),
            _ -> Optional.of(new ImageTagObject("tagfast", "pizza-2018-05-12-0123")),
            silences,
            new HttpPost(VERTX, Proxies.NONE),
            () -> Samples.NOW)
        .channels();
  }

  ReportChannel channel() {
    return channels().getFirst();
  }

  ReportDispatcher dispatcher() {
    return new ReportDispatcher(channels(), MetricsTest.metrics());
  }

  /** What arrived last. */
  JsonNode last() {
    return json(place.received.getLast().body());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    place.close();
  }
}
