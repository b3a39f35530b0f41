package dev.tagfast.ledger.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.ledger.TagState;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that {@code knative/monitoring} names only fields, states and metrics that exist. */
class KubeStateMetricsDocumentedTest {
  private static final Path FOLDER = Path.of("knative/monitoring");
  private static final Path CRDS = Path.of("knative/base/crds");
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<JsonNode> resources() throws IOException {
    return list(yaml(FOLDER.resolve("kube-state-metrics.yaml")).at("/spec/resources"));
  }

  @ParameterizedTest
  @MethodSource("resources")
  void everyPathIsAFieldOfTheCrd(JsonNode resource) throws IOException {
    String plural = resource.at("/groupVersionKind/kind").asText().toLowerCase() + "s";
    JsonNode schema =
        yaml(CRDS.resolve(plural.replace("ys", "ies") + ".tagfast.dev.yaml"))
            .at("/spec/versions/0/schema/openAPIV3Schema");
    List<JsonNode> paths = new ArrayList<>(list(resource.path("labelsFromPath")));
    for (JsonNode metric : resource.path("metrics")) {
      paths.addAll(metric.findValues("path"));
    }

    assertThat(paths)
        .hasSizeGreaterThan(3)
        .filteredOn(path -> !path.path(0).asText().equals("metadata"))
        .allSatisfy(
            path -> assertThat(schema.at(pointer(path)).isObject()).as("%s", path).isTrue());
  }

  @Test
  void everyStateIsInTheSet() throws IOException {
    JsonNode states = resources().getFirst().at("/metrics/0/each/stateSet/list");

    assertThat(list(states))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder(
            Stream.of(TagState.values())
                .map(state -> JSON.valueToTree(state).asText())
                .toArray(String[]::new));
  }

  @Test
  void alertsAreOnMetricsThatThereAre() throws IOException {
    Set<String> told =
        resources().stream()
            .flatMap(
                resource ->
                    list(resource.path("metrics")).stream()
                        .map(
                            metric ->
                                resource.path("metricNamePrefix").asText()
                                    + "_"
                                    + metric.path("name").asText()))
            .collect(Collectors.toSet());
    String alerts = Files.readString(FOLDER.resolve("alerts.yaml"));
    Set<String> used =
        Pattern.compile("tagfast_(imagetag|tagpolicy)_[a-z_]+")
            .matcher(alerts)
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toSet());

    assertThat(used).isNotEmpty();
    assertThat(told).containsAll(used);
  }

  private static String pointer(JsonNode path) {
    return list(path).stream()
        .map(step -> "/properties/" + step.asText())
        .collect(Collectors.joining());
  }

  private static List<JsonNode> list(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false).toList();
  }

  private static JsonNode yaml(Path file) throws IOException {
    return JSON.valueToTree(
        Serialization.unmarshal("---\n" + Files.readString(file), Object.class));
  }
}
