package dev.tagfast.report.metrics;

import dev.tagfast.report.http.SecretUrl;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.Settings.Temporality;
import dev.tagfast.settings.WrongSetting;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The address that metrics are pushed to, and the resource they are pushed for.
 *
 * @param headers may contain secrets
 * @param isDelta whether a push holds the increase since the last delivered push, and not the total
 * @param resource resource attributes of this process
 * @param atMostEvery the minimum time between two pushes
 * @param timeout the bound for one push
 */
public record OtlpTarget(
    SecretUrl url,
    Map<String, String> headers,
    boolean isDelta,
    Map<String, String> resource,
    Duration atMostEvery,
    Duration timeout) {
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]*");

  public OtlpTarget {
    headers = Map.copyOf(headers);
  }

  /**
   * The configured target; empty if metrics are not pushed.
   *
   * @throws WrongSetting if a setting is invalid; the message quotes no text that may be a secret
   */
  public static Optional<OtlpTarget> of(Settings settings) {
    Settings.Otlp otlp = settings.metrics().otlp();
    boolean isWanted = otlp.exporter().filter(names -> !names.contains("otlp")).isEmpty();
    return url(otlp).filter(_ -> isWanted).map(url -> parse(url, otlp));
  }

  private static Optional<SecretUrl> url(Settings.Otlp otlp) {
    return otlp.endpoint()
        .filter(text -> !text.isBlank())
        .map(
            text ->
                SecretUrl.parse(
                    "tagfast.metrics.otlp.endpoint (OTEL_EXPORTER_OTLP_METRICS_ENDPOINT)", text))
        .or(
            () ->
                otlp.collector()
                    .filter(text -> !text.isBlank())
                    .map(
                        text ->
                            SecretUrl.parse(
                                "tagfast.metrics.otlp.collector (OTEL_EXPORTER_OTLP_ENDPOINT)",
                                text.strip().replaceAll("/+$", "") + "/v1/metrics")));
  }

  private static OtlpTarget parse(SecretUrl url, Settings.Otlp otlp) {
    if (otlp.protocol().filter(word -> word.toLowerCase(Locale.ROOT).equals("grpc")).isPresent()) {
      throw new WrongSetting(
          "tagfast.metrics.otlp.protocol (OTEL_EXPORTER_OTLP_PROTOCOL) is grpc, and Tagfast pushes"
              + " its metrics by HTTP: write http/protobuf and the collector's port for it (4318 as"
              + " a rule), or take the endpoint away");
    }
    Map<String, String> headers =
        pairs("tagfast.metrics.otlp.headers (OTEL_EXPORTER_OTLP_HEADERS)", otlp.headers());
    headers.forEach(
        (name, value) -> {
          if (!HEADER.matcher(name).matches() || !HEADER_VALUE.matcher(value).matches()) {
            throw wrong("tagfast.metrics.otlp.headers (OTEL_EXPORTER_OTLP_HEADERS)");
          }
        });
    Map<String, String> resource =
        pairs(
            "tagfast.metrics.otlp.resource-attributes (OTEL_RESOURCE_ATTRIBUTES)",
            otlp.resourceAttributes());
    resource.put("service.name", otlp.serviceName());
    resource.putIfAbsent(
        "service.instance.id", otlp.instance().orElseGet(() -> UUID.randomUUID().toString()));
    return new OtlpTarget(
        url,
        headers,
        otlp.temporality() != Temporality.CUMULATIVE,
        resource,
        otlp.atMostEvery(),
        otlp.timeout());
  }

  /** Parses {@code name=value,…} with percent-encoded values, the format of W3C Baggage. */
  private static Map<String, String> pairs(String setting, Optional<String> text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.orElse("").split(",")) {
      if (pair.isBlank()) {
        continue;
      }
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw wrong(setting);
      }
      try {
        // URLDecoder decodes forms, where a plus sign is a space.
        String value =
            URLDecoder.decode(
                pair.substring(equals + 1).strip().replace("+", "%2B"), StandardCharsets.UTF_8);
        pairs.put(pair.substring(0, equals).strip(), value);
      } catch (IllegalArgumentException _) {
        // Without the cause: its message quotes the text.
        throw wrong(setting);
      }
    }
    return pairs;
  }

  private static WrongSetting wrong(String setting) {
    return new WrongSetting(
        setting
            + " must be name=value,name=value with percent-encoded values (it is not shown, it may"
            + " be a secret)");
  }
}
