package dev.tagfast.cluster.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.cluster.nodes.Pizzas.Slice;
import dev.tagfast.demo.Poll;
import dev.tagfast.image.Digest;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How rollouts end, with programs that run and programs that exit with 1. */
@RealNodes
class RolloutsEndedOnNodesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String TAG = "today";

  private static @Nullable TagfastPod installed;

  private final Nodes nodes;
  // Of their own for each test: what a node has pulled once it does not pull again.
  private final String kitchen = "kitchen-" + UUID.randomUUID().toString().substring(0, 8);
  private final String repository = kitchen + "/pizza";
  private TagfastPod tagfast;

  RolloutsEndedOnNodesTest(Nodes nodes) {
    this.nodes = nodes;
  }

  @BeforeEach
  void aNamespaceAndTagfast() {
    nodes
        .client()
        .resource(new NamespaceBuilder().withNewMetadata().withName(kitchen).endMetadata().build())
        .create();
    tagfast = installed(nodes);
  }

  @AfterEach
  void noNamespace() {
    nodes.client().namespaces().withName(kitchen).delete();
  }

  @Test
  void aRolloutIsToldAsCompletedOnceWithTheTimeFromThePush() {
    Pizzas dinner = deploy();
    push("margherita");
    dinner.await("margherita", running("margherita"));
    Digest diavola = push("diavola");
    dinner.await("diavola", running("diavola"));

    awaitEvent("RolloutCompleted", diavola.value());
    tagfast.reconcile();
    tagfast.reconcile();

    assertThat(events("RolloutCompleted").split("The rollout of", -1))
        .as(events("RolloutCompleted"))
        .filteredOn(message -> message.contains(diavola.value()))
        .singleElement()
        .asString()
        .containsPattern("It took [0-9]+ s from the push");
  }

  @Test
  void aDigestWhoseProgramExitsIsToldAndTakenBackAndNotRolledOutAgain() {
    Pizzas dinner = deploy();
    annotate("deployment", "tagfast.dev/rollback=true", "tagfast.dev/progress-deadline=15s");
    Digest margherita = push("margherita");
    dinner.await("margherita", running("margherita"));
    awaitEvent("RolloutCompleted", margherita.value());
    Digest burnt = push("burnt");
    awaitImage("deployment", burnt);

    awaitEvent("RolledBack", burnt.value());

    assertThat(events("PodsFailed")).contains("container pizza exited with code 1 (Error)");
    dinner.await("margherita again", running("margherita"));
    assertThat(dinner.image()).isEqualTo(image() + "@" + margherita);
    tagfast.reconcile();
    assertThat(dinner.image()).isEqualTo(image() + "@" + margherita);
    assertThat(annotation("deployment", "bad.tagfast.dev/pizza")).isEqualTo(burnt.value());
    assertThat(annotation("deployment", "held.tagfast.dev/pizza")).startsWith("DigestBad: ");

    Digest diavola = push("diavola");

    dinner.await("diavola", running("diavola"));
    assertThat(dinner.image()).isEqualTo(image() + "@" + diavola);
  }

  @Test
  void aStatefulSetWhoseBrokenPodBlocksItsRepairIsRepaired() {
    nodes.kubectl().run("apply", "--server-side", "-k", "knative/rollback");
    statefulSet();
    push("margherita");
    awaitPods("margherita", "margherita");
    Digest margherita = nodes.digestOfPizza("margherita");
    awaitEvent("RolloutCompleted", margherita.value());
    Digest burnt = push("burnt");
    awaitImage("statefulset", burnt);

    awaitEvent("RolledBack", burnt.value());

    awaitPods("margherita", "margherita");
    assertThat(tagfast.log()).contains("of StatefulSet/" + kitchen + "/dinner was deleted");
    assertThat(annotation("statefulset", "bad.tagfast.dev/pizza")).isEqualTo(burnt.value());
  }

  private static synchronized TagfastPod installed(Nodes nodes) {
    if (installed == null) {
      installed = TagfastPod.install(nodes, Map.of());
    }
    return installed;
  }

  private Digest push(String flavour) {
    return nodes.pushPizza(repository, TAG, flavour);
  }

  private String image() {
    return "%s/%s:%s".formatted(nodes.registry(), repository, TAG);
  }

  private Pizzas deploy() {
    return Pizzas.create(
        nodes.client(),
        kitchen,
        "dinner",
        Map.of("tagfast.dev/subscribe", "true"),
        image(),
        "IfNotPresent",
        2);
  }

  private Predicate<List<Slice>> running(String flavour) {
    return slices ->
        slices.size() == 2 && slices.stream().allMatch(slice -> slice.answer().equals(flavour));
  }

  private void statefulSet() {
    String manifest =
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: dinner
          namespace: %s
          labels: {tagfast.dev/subscribe: "true"}
          annotations: {tagfast.dev/rollback: "true", tagfast.dev/progress-deadline: 15s}
        spec:
          replicas: 2
          serviceName: dinner
          selector: {matchLabels: {app: dinner}}
          template:
            metadata: {labels: {app: dinner}}
            spec:
              containers:
                - name: pizza
                  image: %s
                  readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 1}
        """
            .formatted(kitchen, image());
    assertThat(nodes.kubectl().tryWith(manifest, "create", "-f", "-").status()).isZero();
  }

  private void annotate(String kind, String... annotations) {
    for (String annotation : annotations) {
      nodes.kubectl().run("annotate", kind, "dinner", "-n", kitchen, annotation);
    }
  }

  private String annotation(String kind, String name) {
    return nodes
        .kubectl()
        .run(
            "get",
            kind,
            "dinner",
            "-n",
            kitchen,
            "-o",
            "jsonpath={.metadata.annotations." + name.replace(".", "\\.") + "}");
  }

  private void awaitImage(String kind, Digest digest) {
    assertThat(
            Poll.until(
                PATIENCE,
                () ->
                    nodes
                        .kubectl()
                        .run(
                            "get",
                            kind,
                            "dinner",
                            "-n",
                            kitchen,
                            "-o",
                            "jsonpath={.spec.template.spec.containers[0].image}")
                        .endsWith(digest.value())))
        .as(() -> digest + "\n" + tagfast.log())
        .isTrue();
  }

  private void awaitPods(String... flavours) {
    List<String> digests =
        List.of(flavours).stream().map(it -> nodes.digestOfPizza(it).value()).toList();
    assertThat(Poll.until(PATIENCE, () -> readyDigests().equals(digests)))
        .as(() -> readyDigests() + "\n" + tagfast.log())
        .isTrue();
  }

  private List<String> readyDigests() {
    return nodes.client().pods().inNamespace(kitchen).list().getItems().stream()
        .filter(RolloutsEndedOnNodesTest::isReady)
        .map(pod -> pod.getSpec().getContainers().getFirst().getImage())
        .map(image -> image.substring(image.indexOf('@') + 1))
        .toList();
  }

  private static boolean isReady(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus().getConditions().stream()
            .anyMatch(is -> is.getType().equals("Ready") && is.getStatus().equals("True"));
  }

  private void awaitEvent(String reason, String about) {
    assertThat(
            Poll.until(
                PATIENCE,
                () -> {
                  tagfast.reconcile();
                  return events(reason).contains(about);
                }))
        .as(() -> reason + "\n" + tagfast.log())
        .isTrue();
  }

  private String events(String reason) {
    return tagfast.events(kitchen, "dinner", reason);
  }
}
