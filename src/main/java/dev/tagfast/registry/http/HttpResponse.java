package dev.tagfast.registry.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A reply as it came in.
 *
 * @param from the address that gave it
 * @param headers by name, in whatever case
 * @param body at most as long as the {@link HttpTransport} reads; nobody may write to it
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record HttpResponse(URI from, int status, Map<String, List<String>> headers, byte[] body) {
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+");

  public HttpResponse {
    Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }

  public List<String> all(String name) {
    return headers.getOrDefault(name, List.of());
  }

  public Optional<String> first(String name) {
    return all(name).stream().findFirst().map(String::strip);
  }

  /**
   * The {@code Content-Type} without parameters; RFC 9110, 8.3, says what to assume without one.
   */
  public String mediaType() {
    return first("Content-Type")
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .filter(type -> MEDIA_TYPE.matcher(type).matches())
        .orElse("application/octet-stream");
  }
}
