package dev.tagfast.report.cloudevents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.WrongSetting;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Extensions that every outgoing CloudEvent carries. A Knative SinkBinding sets them in {@code
 * K_CE_OVERRIDES}.
 *
 * @param extensions values by name
 */
public record CloudEventOverrides(Map<String, String> extensions) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,20}");

  /**
   * Names that may not be overridden: a receiver recognises a repeat by the event's own attributes.
   */
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "specversion",
          "id",
          "source",
          "type",
          "subject",
          "time",
          "data",
          "datacontenttype",
          "dataschema");

  public CloudEventOverrides {
    extensions = Map.copyOf(extensions);
  }

  /**
   * Reads the setting {@code tagfast.report.ce-overrides}.
   *
   * @throws WrongSetting if it has another form
   */
  public static CloudEventOverrides of(Settings settings) {
    return parse(settings.report().ceOverrides().orElse(""));
  }

  /**
   * Parses {@code {"extensions":{"name":"value"}}}. Blank text has no extensions.
   *
   * @throws WrongSetting if the text has another form, or a name is not a valid extension name
   */
  static CloudEventOverrides parse(String json) {
    if (json.isBlank()) {
      return new CloudEventOverrides(Map.of());
    }
    JsonNode extensions = read(json).path("extensions");
    if (!extensions.isObject() && !extensions.isMissingNode()) {
      throw wrong("extensions is not an object");
    }
    Map<String, String> found = new TreeMap<>();
    for (Map.Entry<String, JsonNode> extension : extensions.properties()) {
      String name = extension.getKey();
      if (!NAME.matcher(name).matches() || ATTRIBUTES.contains(name)) {
        throw wrong(
            "an extension is named by 1 to 20 of a-z and 0-9 and is no CloudEvents attribute");
      }
      if (!extension.getValue().isTextual()) {
        throw wrong("extension " + name + " is not a string");
      }
      found.put(name, extension.getValue().textValue());
    }
    return new CloudEventOverrides(found);
  }

  private static JsonNode read(String json) {
    try {
      JsonNode node = new ObjectMapper().readTree(json);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException _) {
      // Reported below, without the parser's message: it would quote the text.
    }
    throw wrong("it is not a JSON object");
  }

  private static WrongSetting wrong(String why) {
    return new WrongSetting(
        "tagfast.report.ce-overrides (K_CE_OVERRIDES) must be"
            + " {\"extensions\":{\"name\":\"value\"}}: "
            + why);
  }

  /** A copy of the event with the extensions added. */
  CloudEvent applyTo(CloudEvent event) {
    CloudEventBuilder with = CloudEventBuilder.v1(event);
    extensions.forEach(with::withExtension);
    return with.build();
  }
}
