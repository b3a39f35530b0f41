package dev.tagfast.cluster.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.nodes.Pizzas.Slice;
import dev.tagfast.demo.Poll;
import dev.tagfast.image.Digest;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.ledger.kubernetes.ImageTagStatus;
import dev.tagfast.packaged.AppPackage;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The disaster that Tagfast exists for, on real nodes: first as it happens, then as it does not.
 * Pods are asked themselves which pizza they are, and the kubelets what they run.
 */
@RealNodes
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class BlogPostTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Map<String, String> SUBSCRIBED = Map.of("tagfast.dev/subscribe", "true");

  private static @Nullable TagfastPod installed;

  private final Nodes nodes;
  // Of their own for each test: what a node has pulled once it does not pull again.
  private final String kitchen = "kitchen-" + UUID.randomUUID().toString().substring(0, 8);
  private final String repository = kitchen + "/pizza";
  private String tag = "2018-05-12";

  BlogPostTest(Nodes nodes) {
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

  /** They come first: nothing watches the registry yet. */
  @Nested
  @Order(1)
  class WithoutTagfast {
    @Test
    void oneReplicaSetRunsThreeProgramsBehindOneTag() {
      Digest formaggi = push("quattro formaggi");
      Pizzas dinner = deploy(Map.of(), "IfNotPresent", 1);
      dinner.scale(1);
      Digest hawaii = push("hawaii");
      dinner.scale(2);
      Digest funghi = push("funghi");

      List<Slice> slices = dinner.scale(3);

      assertThat(slices)
          .extracting(Slice::answer)
          .containsExactlyInAnyOrder("quattro formaggi", "hawaii", "funghi");
      assertThat(slices)
          .extracting(Slice::digest)
          .containsExactlyInAnyOrder(formaggi, hawaii, funghi);
      assertThat(slices).extracting(Slice::replicaSet).containsOnly(slices.getFirst().replicaSet());
      assertThat(slices).extracting(Slice::node).doesNotHaveDuplicates();
      assertThat(dinner.image()).isEqualTo(image());
    }

    @Test
    void pullingAlwaysMakesItNoBetter() {
      Digest formaggi = push("quattro formaggi");
      Pizzas dinner = deploy(Map.of(), "Always", 3);
      dinner.scale(3);
      Digest hawaii = push("hawaii");

      List<Slice> slices = dinner.scale(6);

      // Each node runs both now, although it asked the registry for each of its pods.
      assertThat(slices)
          .extracting(Slice::answer)
          .containsOnly("quattro formaggi", "hawaii")
          .filteredOn("hawaii"::equals)
          .hasSize(3);
      assertThat(slices).extracting(Slice::digest).contains(formaggi, hawaii);
      assertThat(slices).extracting(Slice::replicaSet).containsOnly(slices.getFirst().replicaSet());
    }
  }

  /** From here on Tagfast runs in the cluster, and the registry notifies it. */
  @Nested
  @Order(2)
  class WithTagfast {
    private TagfastPod tagfast;

    @BeforeEach
    void tagfastIsThere() {
      tagfast = installed(nodes);
    }

    @Test
    void everyPodIsTheSameWhateverIsPushedUnderItsTag() {
      policy();
      Pizzas dinner = deploy(SUBSCRIBED, "IfNotPresent", 1);
      Digest formaggi = push("quattro formaggi");
      dinner.await("pinned pod", pinned(dinner, formaggi, "quattro formaggi", 1));
      Digest hawaii = push("hawaii");
      awaitLedger(status -> status.quarantined().contains(hawaii.value()));
      dinner.scale(2);
      Digest funghi = push("funghi");
      awaitLedger(status -> status.quarantined().contains(funghi.value()));

      List<Slice> slices = dinner.scale(6);

      assertThat(slices).extracting(Slice::answer).containsOnly("quattro formaggi");
      assertThat(slices).extracting(Slice::digest).containsOnly(formaggi);
      assertThat(slices).extracting(Slice::node).contains("node1", "node2", "node3");
      assertThat(dinner.image()).isEqualTo(image() + "@" + formaggi);
    }

    @Test
    void aMovedTagRollsAllPodsToItsNewDigest() {
      // A date would be held by default.
      tag = "today";
      Pizzas special = deploy(SUBSCRIBED, "IfNotPresent", 3);
      Digest margherita = push("margherita");
      special.await("margherita", pinned(special, margherita, "margherita", 3));

      Digest diavola = push("diavola");

      special.await("diavola", pinned(special, diavola, "diavola", 3));
      assertThat(special.image()).isEqualTo(image() + "@" + diavola);
      assertThat(special.scale(6)).extracting(Slice::answer).containsOnly("diavola");
    }

    @Test
    void anEventPostedToItsServiceMovesADeployment() throws Exception {
      Digest margherita = push("margherita");
      awaitLedger(status -> status.accepted().digest().equals(margherita.value()));
      // The notification is history: nothing but the event can move what is created now.
      Pizzas special = deploy(SUBSCRIBED, "IfNotPresent", 2);
      special.scale(2);
      assertThat(special.image()).isEqualTo(image());

      assertThat(post().statusCode()).isEqualTo(200);

      special.await("rolled out", pinned(special, margherita, "margherita", 2));
      assertThat(special.image()).isEqualTo(image() + "@" + margherita);
    }

    @Test
    void theDisasterIsFoundAndNamedByNodeAndHealed() {
      Digest formaggi = push("quattro formaggi");
      Pizzas dinner = deploy(Map.of(), "IfNotPresent", 1);
      dinner.scale(1);
      Digest hawaii = push("hawaii");
      dinner.scale(2);
      Digest funghi = push("funghi");
      final List<Slice> disaster = dinner.scale(3);
      awaitLedger(status -> status.quarantined().contains(funghi.value()));

      nodes
          .kubectl()
          .run("label", "deployment", "dinner", "-n", kitchen, "tagfast.dev/subscribe=true");
      awaitEvent("DriftFound");

      assertThat(events("DriftFound")).contains("run 3 different images");
      for (Slice slice : disaster) {
        assertThat(events("DriftFound"))
            .contains(slice.digest().abbreviated() + " on " + slice.node());
      }
      dinner.await("healed", pinned(dinner, formaggi, "quattro formaggi", 3));
      awaitEvent("DriftEnded");
      assertThat(disaster).extracting(Slice::digest).contains(hawaii);
    }

    private void awaitEvent(String reason) {
      assertThat(
              Poll.until(
                  PATIENCE,
                  () -> {
                    tagfast.reconcile();
                    return !events(reason).isEmpty();
                  }))
          .as(() -> reason + "\n" + tagfast.log())
          .isTrue();
    }

    private String events(String reason) {
      return tagfast.events(kitchen, "dinner", reason);
    }

    private HttpResponse<String> post() throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(tagfast.uri())
              .timeout(Duration.ofSeconds(60))
              .header("Authorization", tagfast.secret())
              .header("ce-specversion", "1.0")
              .header("ce-id", kitchen)
              .header("ce-source", "/test")
              .header("ce-type", "dev.tagfast.image.pushed")
              .header("Content-Type", "application/json")
              .POST(
                  BodyPublishers.ofString(
                      """
                      {"registry":"%s","repository":"%s","tag":"%s"}"""
                          .formatted(nodes.registry(), repository, tag)))
              .build();
      try (HttpClient http = HttpClient.newHttpClient()) {
        return http.send(request, BodyHandlers.ofString());
      }
    }

    private void policy() {
      String policy =
          """
          apiVersion: tagfast.dev/v1alpha1
          kind: TagPolicy
          metadata: {name: %s}
          spec:
            rules:
              - name: dated-pizzas-stay
                repositories: ["%s/%s"]
                tags: {class: Date}
                mode: Reject
          """
              .formatted(kitchen, nodes.registry(), repository);
      assertThat(nodes.kubectl().tryWith(policy, "create", "-f", "-").status()).isZero();
    }

    private void awaitLedger(Predicate<ImageTagStatus> wanted) {
      assertThat(Poll.until(PATIENCE, () -> ledger().filter(wanted).isPresent()))
          .as(() -> "ledger: " + ledger() + "\n" + tagfast.log())
          .isTrue();
    }

    private Optional<ImageTagStatus> ledger() {
      return nodes
          .client()
          .resources(ImageTag.class)
          .inNamespace(RealApi.TAGFAST)
          .list()
          .getItems()
          .stream()
          .filter(entry -> entry.getSpec().repository().equals(repository))
          .map(ImageTag::getStatus)
          .findFirst();
    }
  }

  /** They come last: the pod has done all of the above, and the last of them ends it. */
  @Nested
  @Order(3)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  class ThePodThatDidIt {
    private TagfastPod tagfast;

    @BeforeEach
    void tagfastIsThere() {
      tagfast = installed(nodes);
    }

    @Test
    @Order(1)
    void neededNoMoreMemoryThanItsLimit() {
      assertThat(tagfast.memoryLimit()).isEqualTo(AppPackage.chosen().memoryLimit());
      assertThat(tagfast.restarts()).as(tagfast::log).isZero();
    }

    /** 143 is 128 and SIGTERM; a pod that is killed after its grace ends with 137. */
    @Test
    @Order(2)
    void endsBySigtermWithinItsGrace() {
      assertThat(tagfast.stop()).as(tagfast::log).isEqualTo(143);
    }
  }

  private static synchronized TagfastPod installed(Nodes nodes) {
    if (installed == null) {
      installed = TagfastPod.install(nodes, Map.of());
    }
    return installed;
  }

  private Digest push(String flavour) {
    return nodes.pushPizza(repository, tag, flavour);
  }

  private String image() {
    return "%s/%s:%s".formatted(nodes.registry(), repository, tag);
  }

  private Pizzas deploy(Map<String, String> labels, String pullPolicy, int replicas) {
    return Pizzas.create(nodes.client(), kitchen, "dinner", labels, image(), pullPolicy, replicas);
  }

  /**
   * Also the Deployment must be pinned: a pod that pulled the tag itself may be right by chance,
   * and before Tagfast has heard of the push.
   */
  private Predicate<List<Slice>> pinned(Pizzas pizzas, Digest digest, String answer, int pods) {
    return slices ->
        pizzas.image().equals(image() + "@" + digest)
            && slices.size() == pods
            && slices.stream()
                .allMatch(slice -> slice.digest().equals(digest) && slice.answer().equals(answer));
  }
}
