package dev.tagfast.cluster.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.cluster.nodes.Pizzas.Slice;
import dev.tagfast.documents.DailyPage;
import dev.tagfast.image.Digest;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What runs where, asked as {@code docs/daily.md} prints it, of pods that drifted apart. */
@RealNodes
class PodsOfTheDailyPageTest {
  private final Nodes nodes;
  private final String kitchen = "kitchen-" + UUID.randomUUID().toString().substring(0, 8);

  PodsOfTheDailyPageTest(Nodes nodes) {
    this.nodes = nodes;
  }

  @BeforeEach
  void aNamespace() {
    nodes
        .client()
        .resource(new NamespaceBuilder().withNewMetadata().withName(kitchen).endMetadata().build())
        .create();
  }

  @AfterEach
  void noNamespace() {
    nodes.client().namespaces().withName(kitchen).delete();
  }

  @Test
  void eachPodIsALineWithItsNodeAndWhatItReallyRuns() {
    Digest formaggi = push("quattro formaggi");
    Pizzas dinner =
        Pizzas.create(
            nodes.client(),
            kitchen,
            "dinner",
            Map.of(),
            nodes.registry() + "/" + kitchen + "/pizza:today",
            "IfNotPresent",
            1);
    dinner.scale(1);
    Digest hawaii = push("hawaii");
    List<Slice> slices = dinner.scale(2);

    List<String> lines =
        nodes
            .kubectl()
            .type(DailyPage.read().command("What runs where?", Map.of()))
            .lines()
            .filter(line -> line.startsWith(kitchen))
            .toList();

    assertThat(slices).extracting(Slice::digest).containsExactlyInAnyOrder(formaggi, hawaii);
    assertThat(lines).hasSize(2);
    assertThat(slices)
        .allSatisfy(
            slice ->
                assertThat(lines)
                    .anySatisfy(
                        line ->
                            assertThat(line)
                                .contains(" " + slice.node() + " ")
                                .endsWith("@" + slice.digest())));
  }

  private Digest push(String flavour) {
    return nodes.pushPizza(kitchen + "/pizza", "today", flavour);
  }
}
