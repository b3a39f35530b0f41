package dev.tagfast.intake.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.intake.notification.Content;
import dev.tagfast.intake.notification.EventContext;
import dev.tagfast.intake.notification.Headers;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.report.Outcome;
import dev.tagfast.report.Report;
import dev.tagfast.report.cloudevents.CloudEventWriter;
import dev.tagfast.settings.Settings;
import io.cloudevents.CloudEventData;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventBuilder;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Funqy function. {@link EventsDoor} passes it authenticated, valid CloudEvents in binary mode.
 */
@ApplicationScoped
public class EventFunction {
  /**
   * The function's name. Funqy also serves the function at {@code /events}, past the door, so
   * {@link EventsDoor} closes that path.
   */
  static final String NAME = "events";

  private final EventReader reader;
  private final EventCommands commands;
  private final CloudEventWriter cloudEvents;
  private final boolean replies;

  /** Creates the function. It replies with a report if no sink is configured. */
  public EventFunction(
      EventReader reader, EventCommands commands, CloudEventWriter cloudEvents, Settings settings) {
    this.reader = reader;
    this.commands = commands;
    this.cloudEvents = cloudEvents;
    this.replies = settings.report().sink().isEmpty();
  }

  /**
   * Handles one event of any type.
   *
   * @return the most important report; null is answered 204
   */
  @Funq(NAME)
  @CloudEventMapping(trigger = "*")
  public @Nullable CloudEvent<JsonNode> take(CloudEvent<byte[]> event) {
    List<Outcome> outcomes = commands.carryOut(reader.read(notification(event)));
    return outcomes.stream()
        .filter(outcome -> replies)
        .flatMap(outcome -> outcome.reports().stream())
        .findFirst()
        .map(this::reply)
        .orElse(null);
  }

  private static Notification notification(CloudEvent<byte[]> event) {
    return new Notification(
        Headers.NONE,
        Map.of(),
        Optional.of(
            new EventContext(
                event.type(),
                event.source(),
                event.id(),
                Optional.ofNullable(event.subject()),
                Optional.ofNullable(event.time()).map(OffsetDateTime::toInstant),
                event.extensions())),
        Content.of(Optional.ofNullable(event.data()).orElse(new byte[0])));
  }

  /** Builds the reply with its data as a tree: Funqy would write JSON bytes as a Base64 string. */
  private CloudEvent<JsonNode> reply(Report report) {
    io.cloudevents.CloudEvent event = cloudEvents.of(report);
    Map<String, String> extensions = new TreeMap<>();
    for (String name : event.getExtensionNames()) {
      extensions.put(name, String.valueOf(event.getExtension(name)));
    }
    CloudEventBuilder reply =
        CloudEventBuilder.create()
            .specVersion("1.0")
            .id(event.getId())
            .type(event.getType())
            .source(event.getSource().toString())
            .extensions(extensions);
    Optional.ofNullable(event.getSubject()).ifPresent(reply::subject);
    Optional.ofNullable(event.getTime()).ifPresent(reply::time);
    Optional.ofNullable(event.getDataSchema())
        .ifPresent(schema -> reply.dataSchema(schema.toString()));
    CloudEventData data = event.getData();
    return reply.build(Json.read(data == null ? new byte[] {'{', '}'} : data.toBytes()));
  }
}
