package dev.tagfast.registry.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A reply as it arrived.
 *
 * @param from the address that sent it
 * @param headers by name; upper and lower case are the same
 * @param body at most as long as the {@link HttpTransport} reads; it is not copied, so do not write
 *     to it
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

  /** 2xx. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  public List<String> all(String name) {
    return headers.getOrDefault(name, List.of());
  }

  public Optional<String> first(String name) {
    return all(name).stream().findFirst().map(String::strip);
  }

  /**
   * The {@code Content-Type} without parameters. Where there is none, it is {@code
   * application/octet-stream} (RFC 9110, 8.3).
   */
  public String mediaType() {
    return first("Content-Type")
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .filter(type -> MEDIA_TYPE.matcher(type).matches())
        .orElse("application/octet-stream");
  }
}
