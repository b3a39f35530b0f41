package dev.tagfast.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tagfast.intake.cloudevents.EventMessage;
import dev.tagfast.intake.cloudevents.EventReader;
import dev.tagfast.intake.cloudevents.NotificationReader;
import dev.tagfast.intake.delivery.AnswerDeadline;
import dev.tagfast.intake.delivery.DeletedTags;
import dev.tagfast.intake.dialect.Dialect;
import dev.tagfast.intake.http.RequestRefused;
import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.source.ConfiguredSource;
import dev.tagfast.intake.source.DoorSettings;
import dev.tagfast.intake.source.TagLocator;
import dev.tagfast.intake.webhook.NotificationHandler;
import dev.tagfast.ledger.store.MemoryTagLedger;
import dev.tagfast.policy.source.DefaultPolicySource;
import dev.tagfast.settings.Settings;
import io.cloudevents.CloudEvent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Passes the requests of {@link AnyRequestTest}, and many more, to the code that reads them: each
 * is read in every format. A fault in a request is reported by one of two exceptions, which the
 * doors answer with a 4xx.
 */
class AnyBytesTest {
  private static final int TRIES = 2 * Integer.getInteger("any.tries", 1_500);
  private static final long SEED = Long.getLong("any.seed", 20_180_512L);

  // It logs a line for each refused event. The reference is held, because a logger that is
  // garbage-collected loses its level.
  private static final Logger HANDLER_LOG = Logger.getLogger(NotificationHandler.class.getName());

  private final Settings settings = SettingsOf.properties(settings());
  private final FakeRegistryHosts hosts = new FakeRegistryHosts(settings);
  private final TagLocator locator = new TagLocator(hosts, new DefaultPolicySource());
  private final DeletedTags deleted = new DeletedTags(new MemoryTagLedger());
  private final RecordingPipeline pipeline = new RecordingPipeline();
  private final NotificationHandler handler = NotificationHandlers.to(locator, deleted, pipeline);
  private final DoorSettings doors = new DoorSettings(settings, hosts);
  private final EventReader reader = new EventReader(locator, doors);

  private static Map<String, String> settings() {
    Map<String, String> settings =
        new TreeMap<>(Map.of("tagfast.registries.nobodys.host", "nobody.names.this.invalid"));
    Stream.concat(Stream.of("auto"), Dialect.all().stream().map(Dialect::name))
        .forEach(
            format -> {
              settings.put("tagfast.sources." + format + ".format", format);
              settings.put("tagfast.sources." + format + ".secret", "oregano");
            });
    settings.put("tagfast.sources.broker.format", "auto");
    settings.put("tagfast.sources.broker.secret", "oregano");
    settings.put("tagfast.sources.broker.forward", "broker");
    settings.put("tagfast.forward.sink", "http://nobody.names.this.invalid/");
    return settings;
  }

  @Test
  void everyRequestIsReadOrRefusedInEveryFormatAndNothingIsDone() {
    HANDLER_LOG.setLevel(Level.WARNING);
    for (long seed = SEED; seed < SEED + TRIES; seed++) {
      AnyRequest request = AnyRequest.of(seed);
      for (ConfiguredSource source : doors.sources()) {
        try {
          handler.handle(
              source,
              NotificationReader.read(headers(request), query(request), request.body()),
              false,
              AnswerDeadline.in(NotificationHandlers.NO_HURRY));
        } catch (MalformedBody | RequestRefused e) {
          assertThat(e).message().isNotBlank();
        } catch (RuntimeException e) {
          fail("any.seed=%d %s as %s".formatted(seed, request, source.name()), e);
        }
      }
      readAsEvents(seed, request);
    }
    assertThat(pipeline.handled()).isEmpty();
    assertThat(pipeline.reconciles()).isZero();
  }

  private void readAsEvents(long seed, AnyRequest request) {
    try {
      List<CloudEvent> events =
          switch (EventMessage.read(headers(request), request.body())) {
            case EventMessage.Single(CloudEvent event) -> List.of(event);
            case EventMessage.Batch(List<CloudEvent> batch) -> batch;
          };
      events.forEach(event -> assertThat(reader.read(NotificationReader.of(event))).isNotNull());
    } catch (MalformedBody | RequestRefused e) {
      assertThat(e).message().isNotBlank();
    } catch (RuntimeException e) {
      fail("any.seed=%d %s at the events door".formatted(seed, request), e);
    }
  }

  private static List<Map.Entry<String, String>> headers(AnyRequest request) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (int i = 0; i < request.headers().size(); i += 2) {
      headers.add(new SimpleEntry<>(request.headers().get(i), request.headers().get(i + 1)));
    }
    return headers;
  }

  private static Map<String, List<String>> query(AnyRequest request) {
    Map<String, List<String>> query = new TreeMap<>();
    for (String parameter : request.query().split("&", 0)) {
      int equals = parameter.indexOf('=');
      if (equals >= 0) {
        query
            .computeIfAbsent(parameter.substring(0, equals), name -> new ArrayList<>())
            .add(URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }
}
