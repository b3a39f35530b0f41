package dev.tagfast.registry.http;

import dev.tagfast.manifest.ManifestReader;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An HTTP response of a registry.
 *
 * @param from the address that answered
 * @param headers by name, in any case
 * @param body at most {@link ManifestReader#MAX_BYTES}; nobody may write to it
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

  /** Whether the status is 2xx. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** All values of a header. */
  public List<String> all(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** The first value of a header, without surrounding blanks. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst().map(String::strip);
  }

  /**
   * The {@code Content-Type} without parameters; {@code application/octet-stream} if there is no
   * valid one (RFC 9110, 8.3).
   */
  public String mediaType() {
    return first("Content-Type")
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .filter(type -> MEDIA_TYPE.matcher(type).matches())
        .orElse("application/octet-stream");
  }
}
