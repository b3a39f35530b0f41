package dev.tagfast.intake.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.intake.http.ProblemDetail;
import dev.tagfast.intake.http.ProblemType;
import dev.tagfast.intake.http.RequestRefused;
import dev.tagfast.intake.notification.Headers;
import dev.tagfast.intake.notification.Json;
import dev.tagfast.intake.notification.MalformedBody;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content of a CloudEvents request, in one of the three content modes of the CloudEvents HTTP
 * binding. All of it is validated before any of it is handled.
 */
public sealed interface EventMessage {
  /** Binary or structured mode. */
  record Single(CloudEvent event) implements EventMessage {}

  /** Batched mode. */
  record Batch(List<CloudEvent> events) implements EventMessage {
    public Batch {
      events = List.copyOf(events);
    }
  }

  /**
   * Reads a request.
   *
   * @param headers in their order; names are case-insensitive and may repeat
   * @throws RequestRefused if it is not a valid CloudEvent 1.0
   */
  static EventMessage read(Iterable<Map.Entry<String, String>> headers, byte[] body) {
    Map<String, String> attributes = new LinkedHashMap<>();
    Optional<String> contentType = Optional.empty();
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.equals("content-type")) {
        contentType = Optional.of(header.getValue());
      } else if (name.startsWith("ce-") && !name.equals("ce-datacontenttype")) {
        // Content-Type is the datacontenttype. Some senders write both, with the same meaning.
        String attribute = name.substring("ce-".length());
        if (attributes.put(attribute, EventHeaderValue.decode(header.getValue())) != null) {
          throw new RequestRefused(
              ProblemDetail.attribute(
                  UntrustedText.clean(attribute, 40), "its ce- header is there more than once"));
        }
      }
    }
    String mediaType = contentType.map(Headers::mediaType).orElse("");
    return switch (mediaType) {
      case "application/cloudevents+json" -> new Single(structured(json(body)));
      case "application/cloudevents-batch+json" -> batch(json(body));
      default -> {
        if (attributes.isEmpty() || mediaType.startsWith("application/cloudevents")) {
          throw new RequestRefused(
              new ProblemDetail(
                  ProblemType.CONTENT_TYPE,
                  "this is the door for CloudEvents: send ce- headers, or the content type"
                      + " application/cloudevents+json or application/cloudevents-batch+json. A"
                      + " registry's own notifications go to /webhooks/<source>"));
        }
        contentType.ifPresent(type -> attributes.put("datacontenttype", type));
        yield new Single(
            EventAttributes.event(
                attributes, body.length == 0 ? Optional.empty() : Optional.of(body)));
      }
    };
  }

  private static JsonNode json(byte[] body) {
    try {
      return Json.read(body);
    } catch (MalformedBody e) {
      throw new RequestRefused(
          new ProblemDetail(ProblemType.BAD_EVENT, String.valueOf(e.getMessage())));
    }
  }

  private static EventMessage batch(JsonNode list) {
    if (!list.isArray()) {
      throw new RequestRefused(
          new ProblemDetail(ProblemType.BAD_EVENT, "a batch must be a JSON array of events"));
    }
    List<CloudEvent> events = new ArrayList<>();
    for (JsonNode element : list) {
      try {
        events.add(structured(element));
      } catch (RequestRefused e) {
        throw new RequestRefused(e.problem().ofBatch(events.size() + 1));
      }
    }
    return new Batch(events);
  }

  /**
   * Reads an event in JSON.
   *
   * @throws RequestRefused if it is not a valid CloudEvent 1.0
   */
  static CloudEvent structured(JsonNode event) {
    if (!event.isObject()) {
      throw new RequestRefused(
          new ProblemDetail(ProblemType.BAD_EVENT, "an event in JSON must be an object"));
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    event
        .properties()
        .forEach(
            member -> {
              boolean isData =
                  member.getKey().equals("data") || member.getKey().equals("data_base64");
              // JSON format 1.0.2, section 2.2: a null member is an absent one.
              if (!isData && !member.getValue().isNull()) {
                attributes.put(member.getKey(), value(member.getKey(), member.getValue()));
              }
            });
    return EventAttributes.event(attributes, data(event, attributes.get("datacontenttype")));
  }

  private static String value(String name, JsonNode value) {
    boolean isCore =
        switch (name) {
          case "specversion",
              "id",
              "source",
              "type",
              "subject",
              "time",
              "dataschema",
              "datacontenttype" ->
              true;
          default -> false;
        };
    boolean isExtension =
        value.isBoolean() || (value.isIntegralNumber() && value.canConvertToInt());
    if (value.isTextual() || (!isCore && isExtension)) {
      return value.asText();
    }
    throw new RequestRefused(
        ProblemDetail.attribute(
            UntrustedText.clean(name, 40),
            isCore
                ? "`" + name + "` must be a string"
                : "an extension must be a string, a boolean or a 32-bit integer"));
  }

  private static Optional<byte[]> data(JsonNode event, @Nullable String contentType) {
    JsonNode base64 = event.path("data_base64");
    JsonNode data = event.path("data");
    boolean hasBase64 = !base64.isMissingNode() && !base64.isNull();
    if (hasBase64 && !data.isMissingNode()) {
      throw new RequestRefused(
          ProblemDetail.attribute("data_base64", "an event has `data` or `data_base64`, not both"));
    }
    if (hasBase64) {
      try {
        if (base64.isTextual()) {
          return Optional.of(base64.binaryValue());
        }
      } catch (IOException e) {
        // The error is thrown below: Jackson's message would quote the data.
      }
      throw new RequestRefused(
          ProblemDetail.attribute("data_base64", "`data_base64` must be a string in Base64"));
    }
    if (data.isMissingNode()) {
      return Optional.empty();
    }
    // A string is the data itself, unless the content type is JSON: then it is a JSON string.
    boolean isText =
        data.isTextual() && contentType != null && !isJson(Headers.mediaType(contentType));
    return Optional.of(
        isText ? data.textValue().getBytes(StandardCharsets.UTF_8) : Json.write(data));
  }

  private static boolean isJson(String mediaType) {
    return mediaType.endsWith("/json") || mediaType.endsWith("+json");
  }
}
