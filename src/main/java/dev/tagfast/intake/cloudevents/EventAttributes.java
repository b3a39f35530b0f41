package dev.tagfast.intake.cloudevents;

import dev.tagfast.image.UntrustedText;
import dev.tagfast.intake.http.ProblemDetail;
import dev.tagfast.intake.http.RequestRefused;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.rw.CloudEventRWException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Builds CloudEvents 1.0 from context attributes of any content mode. The SDK accepts events
 * without an id or with an empty source, and its errors do not name the attribute; these errors do.
 */
final class EventAttributes {
  private static final List<String> REQUIRED = List.of("specversion", "id", "source", "type");
  private static final List<String> NEVER_EMPTY =
      List.of("id", "source", "type", "subject", "time", "dataschema", "datacontenttype");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+");
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?"
              + "(?:[Zz]|[+-][0-9]{2}:[0-9]{2})");
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+\\s*(?:;.*)?");

  private EventAttributes() {}

  /**
   * Builds an event.
   *
   * @param attributes names as in the specification, with decoded values
   * @throws RequestRefused naming the first invalid attribute
   */
  static CloudEvent event(Map<String, String> attributes, Optional<byte[]> data) {
    for (String name : REQUIRED) {
      if (!attributes.containsKey(name)) {
        throw refused(name, "`" + name + "` is missing");
      }
    }
    String version = attributes.getOrDefault("specversion", "");
    if (!version.equals("1.0")) {
      throw refused(
          "specversion", "`specversion` is " + quoted(version) + "; only 1.0 is understood");
    }
    CloudEventBuilder event = CloudEventBuilder.v1();
    attributes.forEach(
        (name, value) -> {
          check(name, value);
          if (!name.equals("specversion")) {
            try {
              event.withContextAttribute(name, name.equals("time") ? sdkTime(value) : value);
            } catch (CloudEventRWException | IllegalArgumentException e) {
              throw refused(name, "`" + name + "` cannot be " + quoted(value));
            }
          }
        });
    data.ifPresent(event::withData);
    return event.build();
  }

  private static void check(String name, String value) {
    if (!NAME.matcher(name).matches() || name.equals("data")) {
      throw refused(
          UntrustedText.clean(name, 40),
          "attribute names consist of the letters a to z and digits, and none is called data; not "
              + quoted(name));
    }
    if (value.isEmpty() && NEVER_EMPTY.contains(name)) {
      throw refused(name, "`" + name + "` is empty");
    }
    if (!value.codePoints().allMatch(EventAttributes::isAllowed)) {
      throw refused(name, "`" + name + "` has a control character or half a surrogate pair");
    }
    boolean isValid =
        switch (name) {
          case "source" -> isAscii(value);
          case "dataschema" -> isAscii(value) && isAbsolute(value);
          case "time" -> RFC_3339.matcher(value).matches();
          case "datacontenttype" -> MEDIA_TYPE.matcher(value).matches();
          default -> true;
        };
    if (!isValid) {
      throw refused(
          name,
          "`"
              + name
              + "` must be "
              + switch (name) {
                case "source" -> "a URI reference";
                case "dataschema" -> "an absolute URI";
                case "time" -> "a time as RFC 3339 writes it";
                default -> "a media type";
              }
              + ", not "
              + quoted(value));
    }
  }

  /**
   * Replaces a leap second, which is valid and which java.time does not accept. The time is only
   * shown to people.
   */
  private static String sdkTime(String time) {
    return time.startsWith(":60", 16) ? time.substring(0, 16) + ":59" + time.substring(19) : time;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  private static boolean isAbsolute(String text) {
    try {
      return URI.create(text).isAbsolute();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isAllowed(int point) {
    boolean nonCharacter = (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
    return !Character.isISOControl(point)
        && Character.getType(point) != Character.SURROGATE
        && !nonCharacter;
  }

  private static String quoted(String value) {
    return "`" + UntrustedText.clean(value, 60) + "`";
  }

  private static RequestRefused refused(String attribute, String detail) {
    return new RequestRefused(ProblemDetail.attribute(attribute, detail));
  }
}
