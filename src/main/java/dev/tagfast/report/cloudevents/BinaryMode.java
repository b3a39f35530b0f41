package dev.tagfast.report.cloudevents;

import io.cloudevents.CloudEvent;
import io.cloudevents.types.Time;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the HTTP headers of a CloudEvent in binary mode (CloudEvents HTTP binding 1.0.2, section
 * 3.1).
 */
final class BinaryMode {
  private static final String HEX = "0123456789ABCDEF";

  private BinaryMode() {}

  /** The headers of all attributes and extensions, with encoded values. */
  static Map<String, String> headers(CloudEvent event) {
    Map<String, String> headers = new TreeMap<>();
    for (String name : event.getAttributeNames()) {
      String header = name.equals("datacontenttype") ? "content-type" : "ce-" + name;
      put(headers, header, event.getAttribute(name));
    }
    for (String name : event.getExtensionNames()) {
      put(headers, "ce-" + name, event.getExtension(name));
    }
    return headers;
  }

  private static void put(Map<String, String> headers, String name, @Nullable Object value) {
    if (value instanceof OffsetDateTime time) {
      headers.put(name, Time.writeTime(time));
    } else if (value != null) {
      headers.put(name, name.equals("content-type") ? value.toString() : encoded(value));
    }
  }

  /**
   * Percent-encodes everything but printable ASCII, and also space, double quote and percent
   * (section 3.1.3.2).
   */
  private static String encoded(Object value) {
    StringBuilder out = new StringBuilder();
    for (byte unit : value.toString().getBytes(StandardCharsets.UTF_8)) {
      int code = unit & 0xff;
      if (code > ' ' && code < 0x7f && code != '"' && code != '%') {
        out.append((char) code);
      } else {
        out.append('%').append(HEX.charAt(code >> 4)).append(HEX.charAt(code & 0xf));
      }
    }
    return out.toString();
  }
}
