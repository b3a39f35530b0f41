package dev.tagfast.act.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.decide.Reason;
import dev.tagfast.manifest.Platform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlatformCheckTest {
  private static final Platform AMD64 = Platform.of("linux", "amd64");
  private static final Platform ARM64 = Platform.of("linux", "arm64");
  private static final NodeFacts INTEL = node("intel", "amd64", false, Map.of("disk", "ssd"));
  private static final NodeFacts ARM = node("arm", "arm64", false, Map.of("cores", "64"));
  private static final NodeFacts CONTROL = node("control", "arm64", true, Map.of());
  private static final Map<String, Object> ANYWHERE = Map.of();

  @Test
  void anIndexWithAllPlatformsIsRolledOut() {
    assertThat(missing(Set.of(AMD64, ARM64), ANYWHERE, INTEL, ARM)).isEmpty();
  }

  @Test
  void aNodeWithoutAnImageIsNamedWithItsPlatform() {
    assertThat(missing(Set.of(AMD64), ANYWHERE, INTEL, ARM))
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.reason()).isEqualTo(Reason.PLATFORM_MISSING);
              assertThat(stop.detail())
                  .startsWith("hub/pizza:1@sha256:x has no image for linux/arm64 (arm)")
                  .contains("it has linux/amd64");
            });
  }

  @Test
  void ofManyNodesTheNumberIsSaid() {
    NodeFacts[] many =
        List.of("a", "b", "c", "d", "e").stream()
            .map(name -> node(name, "arm64", false, Map.of()))
            .toArray(NodeFacts[]::new);

    assertThat(missing(Set.of(AMD64), ANYWHERE, many))
        .hasValueSatisfying(stop -> assertThat(stop.detail()).contains("(a, b, c and 2 more)"));
  }

  @Test
  void nodesOnWhichThePodsMayNotRunDoNotCount() {
    assertThat(missing(Set.of(AMD64), Map.of("nodeSelector", Map.of("disk", "ssd")), INTEL, ARM))
        .isEmpty();
    assertThat(missing(Set.of(AMD64), affinity("kubernetes.io/arch", "In", "amd64"), INTEL, ARM))
        .isEmpty();
    assertThat(missing(Set.of(AMD64), affinity("kubernetes.io/arch", "NotIn", "arm64"), INTEL, ARM))
        .isEmpty();
    assertThat(missing(Set.of(AMD64), affinity("disk", "Exists"), INTEL, ARM)).isEmpty();
    assertThat(missing(Set.of(AMD64), affinity("cores", "DoesNotExist"), INTEL, ARM)).isEmpty();
    assertThat(missing(Set.of(AMD64), affinity("cores", "Gt", "32"), INTEL, ARM)).isPresent();
    assertThat(missing(Set.of(AMD64), affinity("cores", "Lt", "32"), INTEL, ARM)).isEmpty();
    assertThat(missing(Set.of(AMD64), ANYWHERE, INTEL, CONTROL)).as("tainted").isEmpty();
  }

  @Test
  void whereNobodyKnowsNothingIsHeld() {
    assertThat(missing(Set.of(), ANYWHERE, INTEL, ARM)).as("an image, not an index").isEmpty();
    assertThat(missing(Set.of(AMD64), ANYWHERE)).as("no nodes are known").isEmpty();
    assertThat(missing(Set.of(AMD64), ANYWHERE, new NodeFacts("virtual", Map.of(), false)))
        .as("a node without a platform")
        .isEmpty();
  }

  @Test
  void aSpecificationOfAnyShapeIsRead() {
    PodPlacement odd =
        PodPlacement.of(
            Map.of("affinity", "none", "imagePullSecrets", List.of("text", Map.of("name", "hub"))));

    assertThat(odd.pullSecrets()).containsExactly("", "hub");
    assertThat(odd.serviceAccount()).isEqualTo("default");
  }

  private static Optional<PreflightStop> missing(
      Set<Platform> offered, Map<String, ?> spec, NodeFacts... nodes) {
    return PlatformCheck.missing(
        "hub/pizza:1@sha256:x", offered, PodPlacement.of(spec), List.of(nodes));
  }

  private static Map<String, Object> affinity(String key, String operator, String... values) {
    Map<String, Object> expression =
        Map.of("key", key, "operator", operator, "values", List.of(values));
    return Map.of(
        "affinity",
        Map.of(
            "nodeAffinity",
            Map.of(
                "requiredDuringSchedulingIgnoredDuringExecution",
                Map.of(
                    "nodeSelectorTerms",
                    List.of(Map.of("matchExpressions", List.of(expression)))))));
  }

  private static NodeFacts node(
      String name, String arch, boolean tainted, Map<String, String> more) {
    Map<String, String> labels = new HashMap<>(more);
    labels.put("kubernetes.io/os", "linux");
    labels.put("kubernetes.io/arch", arch);
    return new NodeFacts(name, labels, tainted);
  }
}
