package dev.tagfast.intake.gate;

import dev.tagfast.intake.notification.Json;
import dev.tagfast.registry.forward.ForwardResult;
import dev.tagfast.registry.forward.ForwardResult.Answered;
import dev.tagfast.registry.forward.HeaderLines;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An error as registries answer it. Clients show {@code message}; containerd knows few codes and
 * drops {@code detail}, so everything is in the message.
 *
 * @param headers further headers of the answer
 */
record RegistryError(int status, String code, String message, Map<String, String> headers) {
  RegistryError {
    headers = Map.copyOf(headers);
  }

  /** Refused for good: 401 would start a login, and 5xx is sent again. */
  static RegistryError denied(String message) {
    return new RegistryError(403, "DENIED", message, Map.of());
  }

  /** A request that the gate does not understand, and does not pass on for that reason. */
  static RegistryError malformed(String code, String message) {
    return new RegistryError(400, code, message, Map.of());
  }

  /**
   * The registry could not be reached, or did not answer as registries do. Clients send it again.
   */
  static RegistryError unavailable(int status, String message) {
    return new RegistryError(status, "UNAVAILABLE", message, Map.of());
  }

  /** The answer to a request about which the registry said nothing. */
  static Answered ofFailure(ForwardResult result) {
    return switch (result) {
      case Answered answered -> answered;
      case ForwardResult.NotSent(String why) ->
          unavailable(502, "The request did not reach the registry. " + why).answer();
      case ForwardResult.Lost(String why) ->
          unavailable(
                  504,
                  "It is not known what came of the request; to send it again does no harm. " + why)
              .answer();
    };
  }

  /** Too much at once. */
  static RegistryError busy() {
    return new RegistryError(
        429,
        "TOOMANYREQUESTS",
        "The gate of Tagfast has too many pushes in hand; push again in a moment.",
        Map.of("Retry-After", "1"));
  }

  /** Not a request for the gate. */
  static RegistryError elsewhere(int status, String message, Map<String, String> headers) {
    return new RegistryError(status, "UNSUPPORTED", message, headers);
  }

  /** The answer. */
  Answered answer() {
    HeaderLines lines = HeaderLines.NONE.and("Content-Type", "application/json");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      lines = lines.and(header.getKey(), header.getValue());
    }
    return new Answered(status, lines, json());
  }

  private byte[] json() {
    Map<String, String> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", message);
    return Json.write(Map.of("errors", List.of(error)));
  }
}
