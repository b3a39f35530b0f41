package dev.tagfast.report.cloudevents;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.image.Digest;
import dev.tagfast.image.ImageEvent;
import dev.tagfast.image.Sha256;
import dev.tagfast.image.Tag;
import dev.tagfast.settings.Settings;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Converts a push event into the CloudEvent that another Tagfast reads (documented in {@code
 * docs/http-api.md}). It holds only what was parsed from the notification, nothing else of the
 * request.
 */
@ApplicationScoped
public class PushedEvents {
  /** The type of a push: a tag now points at a digest. */
  public static final String PUSHED = "dev.tagfast.image.pushed";

  /**
   * The type of a delete: a tag is gone, or a digest with all its tags, or a whole repository. It
   * is a separate type, so that a receiver that knows only pushes does not take it for a push.
   */
  public static final String DELETED = "dev.tagfast.image.deleted";

  private final String source;
  private final InstantSource clock;

  PushedEvents(Settings settings, InstantSource clock) {
    source = ReportEvents.source(settings);
    this.clock = clock;
  }

  /** The CloudEvent. Its subject is on the registry's canonical host. */
  CloudEvent of(ImageEvent event, Optional<TraceContext> trace) {
    CloudEventBuilder out =
        CloudEventBuilder.v1()
            .withId(id(event))
            .withSource(
                URI.create(
                    source
                        + "/sources/"
                        + URLEncoder.encode(event.source(), StandardCharsets.UTF_8)))
            .withType(
                switch (event.action()) {
                  case PUSH -> PUSHED;
                  case DELETE -> DELETED;
                })
            .withSubject(event.about())
            .withData("application/json", data(event).toString().getBytes(StandardCharsets.UTF_8));
    event.pushedAt().ifPresent(at -> out.withTime(at.atOffset(ZoneOffset.UTC)));
    trace.ifPresent(
        known -> {
          out.withExtension("traceparent", known.parent());
          known.state().ifPresent(state -> out.withExtension("tracestate", state));
        });
    return out.build();
  }

  /**
   * The same id for every copy of one notification, and another id for every other push. It is
   * derived from the sender's event id, or else from the event's time. A sender that gives neither
   * cannot tell a repeat from a new push. A new push that counts as a repeat would be lost, so each
   * second then has its own id.
   */
  private String id(ImageEvent event) {
    String occasion =
        event
            .id()
            .map(id -> "id " + id)
            .or(() -> event.pushedAt().map(at -> "pushed at " + at))
            .orElseGet(() -> "heard at " + clock.instant().truncatedTo(ChronoUnit.SECONDS));
    return Sha256.hex(
        String.join(
            "\n",
            event.source(),
            event.action().name(),
            event.about(),
            event.digest().map(Digest::value).orElse(""),
            occasion),
        16);
  }

  private static ObjectNode data(ImageEvent event) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("registry", event.repository().host());
    data.put("repository", event.repository().path());
    event.tag().map(Tag::value).ifPresent(tag -> data.put("tag", tag));
    event.digest().ifPresent(digest -> data.put("digest", digest.value()));
    event.mediaType().ifPresent(type -> data.put("mediaType", type));
    event.id().ifPresent(id -> data.put("eventId", id));
    event.actor().ifPresent(actor -> data.put("actor", actor));
    event.pushedAt().map(Instant::toString).ifPresent(at -> data.put("pushedAt", at));
    return data;
  }
}
