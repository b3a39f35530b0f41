package dev.tagfast.report.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagfast.settings.WrongSetting;
import dev.tagfast.testing.TestSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpTargetTest {
  @ParameterizedTest
  @CsvSource({
    "http://otel:4318,             http://otel:4318/v1/metrics",
    "http://otel:4318/,            http://otel:4318/v1/metrics",
    "http://prom:9090/api/v1/otlp, http://prom:9090/api/v1/otlp/v1/metrics"
  })
  void thePathOfMetricsIsPutBehindACollectorsAddress(String collector, String url) {
    assertThat(target(Map.of("collector", collector)).orElseThrow().url().url()).hasToString(url);
  }

  @Test
  void anEndpointOfMetricsIsUsedAsItIsAndComesBeforeTheCollector() {
    assertThat(
            target(Map.of("endpoint", "https://x.example/in", "collector", "http://otel:4318"))
                .orElseThrow()
                .url()
                .url())
        .hasToString("https://x.example/in");
  }

  @Test
  void nothingIsPushedWithoutAnEndpointOrWhereOpenTelemetryIsToldNotTo() {
    assertThat(target(Map.of())).isEmpty();
    assertThat(target(Map.of("collector", "http://otel:4318", "exporter", "none"))).isEmpty();
    assertThat(target(Map.of("collector", "http://otel:4318", "exporter", "console,otlp")))
        .isPresent();
  }

  @Test
  void attributesAndHeadersArePercentDecoded() {
    OtlpTarget target =
        target(
                Map.of(
                    "collector", "http://otel:4318",
                    "headers", "Authorization=Basic%20dXNlcjpwYXNz==, X-Scope-OrgID = a+b",
                    "resource-attributes", "k8s.cluster.name=blue%2C1,service.name=no",
                    "service-name", "tagfast-webhooks"))
            .orElseThrow();

    assertThat(target.headers())
        .containsOnly(
            Map.entry("Authorization", "Basic dXNlcjpwYXNz=="), Map.entry("X-Scope-OrgID", "a+b"));
    assertThat(target.resource())
        .containsEntry("k8s.cluster.name", "blue,1")
        .containsEntry("service.name", "tagfast-webhooks")
        .containsKey("service.instance.id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rosemary", "=rosemary", "a b=rosemary", "a=rosemary%zz", "a=rosemary%0a"})
  void aWrongHeaderStopsTheStartAndIsNotShown(String headers) {
    assertThatThrownBy(() -> target(Map.of("collector", "http://otel:4318", "headers", headers)))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("OTEL_EXPORTER_OTLP_HEADERS")
        .hasMessageNotContaining("rosemary")
        .hasNoCause();
  }

  @Test
  void aCollectorThatIsSpokenToByGrpcStopsTheStart() {
    assertThatThrownBy(() -> target(Map.of("collector", "http://otel:4317", "protocol", "grpc")))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("4318");
    assertThat(target(Map.of("protocol", "grpc"))).as("nobody is spoken to").isEmpty();
  }

  private static Optional<OtlpTarget> target(Map<String, String> otlp) {
    Map<String, String> settings = new HashMap<>();
    otlp.forEach((name, value) -> settings.put("tagfast.metrics.otlp." + name, value));
    return OtlpTarget.of(TestSettings.of(settings));
  }
}
