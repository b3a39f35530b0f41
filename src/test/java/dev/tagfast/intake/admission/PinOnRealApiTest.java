package dev.tagfast.intake.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagfast.cluster.Kubectl;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.image.Digest;
import dev.tagfast.image.PushEvent;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.pipeline.PushHandler;
import dev.tagfast.testing.ImagePusher;
import io.fabric8.kubernetes.api.model.Event;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people and controllers get of a real API server that asks Tagfast first. */
@RealCluster
@QuarkusTest
@WithTestResource(AdmittingRealWorld.class)
class PinOnRealApiTest {
  AdmittingRealWorld world;
  @Inject TagLedger ledger;
  @Inject PushHandler pipeline;

  private final String repository = "real-" + UUID.randomUUID().toString().substring(0, 8);
  private ImagePusher registry;
  private String namespace;

  @BeforeEach
  void open() {
    registry = ImagePusher.to(world.silent().uri());
    world.configureWebhook();
    namespace = reviewed(Map.of());
  }

  @AfterEach
  void close() {
    world.removeWebhook();
    registry.close();
    world.silent().start();
  }

  @Test
  void everyKindIsStoredWithTheDigest() {
    Digest digest = registry.push(repository, "1.0.0", "margherita");
    String pod =
        """
        {restartPolicy: %s, containers: [{name: oven, image: "%s"}],
         initContainers: [{name: dough, image: "%s"}], volumes: [{name: menu, image: {reference: "%s"}}]}
        """
            .strip();
    String image = image("1.0.0");
    String always = pod.formatted("Always", image, image, image);
    String once = pod.formatted("Never", image, image, image);

    create(
        """
        {apiVersion: v1, kind: Pod, metadata: {name: pizza}, spec: %1$s}
        ---
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: pizza}, spec: {replicas: 0, selector: {matchLabels: {a: d}}, template: {metadata: {labels: {a: d}}, spec: %1$s}}}
        ---
        {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: pizza}, spec: {replicas: 0, serviceName: x, selector: {matchLabels: {a: s}}, template: {metadata: {labels: {a: s}}, spec: %1$s}}}
        ---
        {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: pizza}, spec: {selector: {matchLabels: {a: e}}, template: {metadata: {labels: {a: e}}, spec: %1$s}}}
        ---
        {apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: pizza}, spec: {replicas: 0, selector: {matchLabels: {a: r}}, template: {metadata: {labels: {a: r}}, spec: %1$s}}}
        ---
        {apiVersion: v1, kind: ReplicationController, metadata: {name: pizza}, spec: {replicas: 0, selector: {a: c}, template: {metadata: {labels: {a: c}}, spec: %1$s}}}
        ---
        {apiVersion: batch/v1, kind: Job, metadata: {name: pizza}, spec: {suspend: true, template: {spec: %2$s}}}
        ---
        {apiVersion: batch/v1, kind: CronJob, metadata: {name: pizza}, spec: {schedule: "0 0 1 1 *", suspend: true, jobTemplate: {spec: {template: {spec: %2$s}}}}}
        """
            .formatted(always, once));

    for (String kind : List.of("pod", "deploy", "sts", "ds", "rs", "rc", "job")) {
      String spec = kind.equals("pod") ? ".spec" : ".spec.template.spec";
      assertThat(images(kind, "pizza", spec)).as(kind).hasSize(3).containsOnly(pinned(digest));
    }
    assertThat(images("cronjob", "pizza", ".spec.jobTemplate.spec.template.spec"))
        .hasSize(3)
        .containsOnly(pinned(digest));
    assertThat(images("pod", "pizza", ".spec")).hasSize(3);
  }

  @Test
  void aReplicaSetIsAsItsDeploymentAndItsPodHasTheDigest() {
    world.real().needsControllers();
    Digest digest = registry.push(repository, "1.0.0", "margherita");

    create(deployment("{name: pizza}"));

    await().until(() -> !list("pods", "app=pizza", "{.items[*].metadata.name}").isEmpty());
    assertThat(list("pods", "app=pizza", "{.items[*].spec.containers[*].image}"))
        .containsExactly(pinned(digest));
    assertThat(list("rs", "app=pizza", "{.items[*].spec.template.spec.containers[*].image}"))
        .containsExactly(pinned(digest));
    assertThat(images("deploy", "pizza", ".spec.template.spec")).containsExactly(pinned(digest));
  }

  @Test
  void whatGitOpsOwnsStaysAsItWasAppliedAndItsPodHasTheDigest() {
    world.real().needsControllers();
    Digest digest = registry.push(repository, "1.0.0", "margherita");

    create(deployment("{name: pizza, labels: {kustomize.toolkit.fluxcd.io/name: shop}}"));

    await().until(() -> !list("pods", "app=pizza", "{.items[*].metadata.name}").isEmpty());
    assertThat(images("deploy", "pizza", ".spec.template.spec")).containsExactly(image("1.0.0"));
    assertThat(list("rs", "app=pizza", "{.items[*].spec.template.spec.containers[*].image}"))
        .containsExactly(image("1.0.0"));
    assertThat(list("pods", "app=pizza", "{.items[*].spec.containers[*].image}"))
        .containsExactly(pinned(digest));
  }

  @Test
  void aQuarantinedDigestIsRefusedInWordsThatKubectlPrints() {
    Digest first = registry.push(repository, "1.0.0", "margherita");
    tell();
    Digest second = registry.push(repository, "1.0.0", "salami");
    tell();

    Kubectl.Answer refused = kubectl("run", "bad", "--image=" + image("1.0.0") + "@" + second);
    Kubectl.Answer good = kubectl("run", "good", "--image=" + image("1.0.0"));

    assertThat(refused.status()).isNotZero();
    assertThat(refused.output())
        .contains(
            "admission webhook \"pin.tagfast.dev\" denied the request: ",
            image("1.0.0") + "@" + second + " is quarantined (TagOverwritten)",
            "Use " + first + ", or have it accepted: kubectl annotate --overwrite imagetag",
            "tagfast.dev/accept=" + second);
    assertThat(good.status()).as(good.output()).isZero();
    assertThat(good.output())
        .contains("Warning: tagfast: " + image("1.0.0") + " was overwritten; it is pinned");
    assertThat(images("pod", "good", ".spec")).containsExactly(pinned(first));
    System.err.println("SAMPLE " + refused.output() + good.output());
  }

  @Test
  void aDryRunShowsTheDigestAndRecordsNothing() {
    Digest digest = registry.push(repository, "1.0.0", "margherita");

    Kubectl.Answer answer =
        kubectl(
            "run",
            "pizza",
            "--image=" + image("1.0.0"),
            "--dry-run=server",
            "-o",
            "jsonpath={.spec.containers[0].image}");

    assertThat(answer.output()).isEqualTo(pinned(digest));
    assertThat(ledger.read(key())).isEmpty();
    assertThat(kubectl("get", "pod", "pizza").status()).isNotZero();
  }

  @Test
  void anEphemeralContainerIsPinned() {
    Digest digest = registry.push(repository, "1.0.0", "margherita");
    kubectl("run", "pizza", "--image=" + image("1.0.0"));

    Kubectl.Answer answer =
        kubectl("debug", "pizza", "--image=" + image("1.0.0"), "-c", "debug", "--attach=false");

    assertThat(answer.status()).as(answer.output()).isZero();
    assertThat(
            kubectl("get", "pod", "pizza", "-o", "jsonpath={.spec.ephemeralContainers[0].image}")
                .output())
        .isEqualTo(pinned(digest));
  }

  @Test
  void anUpdateOfSomethingElseLeavesAnImageThatWasThereBefore() {
    registry.push(repository, "1.0.0", "margherita");
    world.removeWebhook();
    await()
        .until(
            () ->
                !kubectl("run", "x", "--image=" + image("1.0.0"), "--dry-run=server", "-o", "yaml")
                    .output()
                    .contains("@sha256:"));
    create(deployment("{name: pizza}"));
    world.configureWebhook();
    awaitReviews(namespace);

    assertThat(kubectl("scale", "deploy/pizza", "--replicas=0").status()).isZero();
    assertThat(kubectl("label", "deploy/pizza", "a=b").status()).isZero();

    assertThat(images("deploy", "pizza", ".spec.template.spec")).containsExactly(image("1.0.0"));
  }

  @Test
  void inANamespaceThatAuditsItIsOnlySaid() {
    Digest first = registry.push(repository, "1.0.0", "margherita");
    tell();
    Digest second = registry.push(repository, "1.0.0", "salami");
    tell();
    namespace = world.namespace(Map.of("tagfast.dev/admission", "audit"));
    await()
        .until(
            () -> kubectl("run", "x", "--image=" + image("1.0.0"), "--dry-run=server").output(),
            output -> output.contains("would be pinned"));

    Kubectl.Answer tag = kubectl("run", "tag", "--image=" + image("1.0.0"));
    Kubectl.Answer bad = kubectl("run", "bad", "--image=" + image("1.0.0") + "@" + second);

    assertThat(tag.output())
        .contains("would be pinned: " + image("1.0.0") + "@" + first.toString().substring(0, 20));
    assertThat(images("pod", "tag", ".spec")).containsExactly(image("1.0.0"));
    assertThat(bad.status()).as(bad.output()).isZero();
    assertThat(bad.output()).contains("Warning: tagfast: would be refused: ", "is quarantined");
    await().until(() -> events().size() == 1);
    assertThat(events().getFirst().getInvolvedObject().getName()).isEqualTo("bad");
    assertThat(events().getFirst().getMessage()).contains("is quarantined (TagOverwritten)");
  }

  @Test
  void aNamespaceThatIsOffIsNotAsked() {
    registry.push(repository, "1.0.0", "margherita");
    namespace = world.namespace(Map.of("tagfast.dev/admission", "off"));

    await().until(() -> kubectl("run", "pizza", "--image=" + image("1.0.0")).status() == 0);

    assertThat(images("pod", "pizza", ".spec")).containsExactly(image("1.0.0"));
  }

  @Test
  void whatCannotBeCheckedPassesWithAWarningOrNotAsTheNamespaceSays() {
    Kubectl.Answer open = kubectl("run", "pizza", "--image=away.example/pizza:1");
    namespace = reviewed(Map.of("tagfast.dev/admission-fail", "closed"));
    Kubectl.Answer closed = kubectl("run", "pizza", "--image=away.example/pizza:1");

    assertThat(open.status()).as(open.output()).isZero();
    assertThat(open.output())
        .contains("Warning: tagfast: away.example/pizza:1 (pizza) was let through unchecked: ");
    assertThat(closed.status()).isNotZero();
    assertThat(closed.output())
        .contains("could not be checked, and nothing unchecked may run here");
    System.err.println("SAMPLE " + open.output() + closed.output());
  }

  @Test
  void aNamespaceMayWantEveryImagePulledAtEachStart() {
    Digest digest = registry.push(repository, "1.0.0", "margherita");
    namespace = reviewed(Map.of("tagfast.dev/pull-policy", "Always"));

    kubectl("run", "pizza", "--image=" + image("1.0.0"), "--image-pull-policy=IfNotPresent");
    Kubectl.Answer changed = kubectl("set", "image", "pod/pizza", "pizza=" + image("1.0.0"));

    assertThat(changed.status()).as(changed.output()).isZero();
    assertThat(
            kubectl("get", "pod", "pizza", "-o", "jsonpath={.spec.containers[*].imagePullPolicy}")
                .output())
        .isEqualTo("Always");
    assertThat(images("pod", "pizza", ".spec")).containsExactly(pinned(digest));
  }

  @Test
  void aKnownTagIsPinnedWhileItsRegistryIsStopped() {
    Digest digest = registry.push(repository, "1.0.0", "margherita");
    tell();
    world.silent().stop();

    Kubectl.Answer known = kubectl("run", "pizza", "--image=" + image("1.0.0"));
    Kubectl.Answer unknown = kubectl("run", "other", "--image=" + image("2.0.0"));

    assertThat(known.status()).as(known.output()).isZero();
    assertThat(images("pod", "pizza", ".spec")).containsExactly(pinned(digest));
    assertThat(unknown.status()).isZero();
    assertThat(unknown.output()).contains("(other) was let through unchecked: ");
  }

  private String reviewed(Map<String, String> labels) {
    String created = world.namespace(labels);
    awaitReviews(created);
    return created;
  }

  /** The API server learns of webhooks, namespaces and service accounts a moment later. */
  private void awaitReviews(String in) {
    registry.push(repository, "probe", "probe");
    await()
        .until(
            () ->
                world
                    .real()
                    .kubectl()
                    .tryWith(
                        "",
                        "run",
                        "probe",
                        "--image=" + image("probe"),
                        "--dry-run=server",
                        "-o",
                        "yaml",
                        "-n",
                        in)
                    .output()
                    .contains("@sha256:"));
  }

  private Kubectl.Answer kubectl(String... words) {
    String[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "-n";
    all[words.length + 1] = namespace;
    return world.real().kubectl().tryWith("", all);
  }

  private void create(String manifest) {
    Kubectl.Answer answer =
        world.real().kubectl().tryWith(manifest, "create", "-n", namespace, "-f", "-");
    assertThat(answer.status()).as(answer.output()).isZero();
  }

  private String deployment(String metadata) {
    return """
        {apiVersion: apps/v1, kind: Deployment, metadata: %s, spec: {replicas: 1, selector: {matchLabels: {app: pizza}},
         template: {metadata: {labels: {app: pizza}}, spec: {containers: [{name: oven, image: "%s"}]}}}}
        """
        .formatted(metadata, image("1.0.0"));
  }

  /** Of containers, init containers and volumes. */
  private List<String> images(String kind, String name, String spec) {
    String path =
        "jsonpath={%1$s.containers[*].image} {%1$s.initContainers[*].image} {%1$s.volumes[*].image.reference}"
            .formatted(spec);
    return words(kubectl("get", kind, name, "-o", path).output());
  }

  private List<String> list(String kind, String label, String path) {
    return words(kubectl("get", kind, "-l", label, "-o", "jsonpath=" + path).output());
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  private List<Event> events() {
    return world.real().client().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> AuditEvents.REASON.equals(event.getReason()))
        .toList();
  }

  private String image(String tag) {
    return world.silent().host() + "/" + repository + ":" + tag;
  }

  private String pinned(Digest digest) {
    return image("1.0.0") + "@" + digest;
  }

  private TagKey key() {
    return new TagKey(Repository.parse(world.silent().host() + "/" + repository), new Tag("1.0.0"));
  }

  private void tell() {
    pipeline.handle(PushEvent.reconcile(key()), false);
    assertThat(ledger.read(key()).map(TagLedger.Versioned::entry).flatMap(TagEntry::accepted))
        .isPresent();
  }
}
