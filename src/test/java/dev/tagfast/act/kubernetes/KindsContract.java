package dev.tagfast.act.kubernetes;

import static dev.tagfast.act.kubernetes.ShopDeployments.ALICE;
import static dev.tagfast.act.kubernetes.ShopDeployments.HOSTS;
import static dev.tagfast.act.kubernetes.ShopDeployments.IMAGE;
import static dev.tagfast.act.kubernetes.ShopDeployments.NEW;
import static dev.tagfast.act.kubernetes.ShopDeployments.NOON;
import static dev.tagfast.act.kubernetes.ShopDeployments.OLD;
import static dev.tagfast.act.kubernetes.ShopDeployments.OTHER;
import static dev.tagfast.act.kubernetes.ShopDeployments.TODAY;
import static dev.tagfast.act.kubernetes.ShopDeployments.pinned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.act.patch.PatchOperation;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Surroundings;
import dev.tagfast.decide.Reason;
import dev.tagfast.image.Digest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of every kind that is rolled out. */
abstract class KindsContract {
  private Instant now = NOON;

  /** As Tagfast. */
  abstract KubernetesClient tagfast();

  /** As the person who may do everything. */
  abstract KubernetesClient person();

  abstract String namespace();

  /** A person applies it. */
  abstract void create(KubernetesKind kind, String image, String more);

  /** Flux applies it. */
  abstract void createByFlux(KubernetesKind kind, String image);

  @ParameterizedTest
  @EnumSource(names = "JOB", mode = EnumSource.Mode.EXCLUDE)
  void aSubscriberIsPinnedAndFollowsTheTag(KubernetesKind kind) {
    create(kind, IMAGE, "");

    assertThat(bring(kind, OLD)).containsExactly(Reason.ROLLOUT_STARTED);
    assertThat(image(kind)).isEqualTo(pinned(OLD));
    assertThat(bring(kind, NEW)).containsExactly(Reason.ROLLOUT_STARTED);
    assertThat(image(kind)).isEqualTo(pinned(NEW));
    assertThat(bring(kind, NEW)).containsExactly(Reason.ALREADY_PINNED);

    assertThat(read(kind).getMetadata().getAnnotations())
        .containsEntry("written.tagfast.dev/oven", pinned(NEW))
        .containsEntry("tagfast.dev/from", OLD.value())
        .containsEntry("tagfast.dev/to", NEW.value())
        .containsEntry("tagfast.dev/actor", "alice");
  }

  @ParameterizedTest
  @EnumSource(names = "JOB", mode = EnumSource.Mode.EXCLUDE)
  void aPersonWhoSetsAnotherDigestWinsAndTheWorkloadSaysIt(KubernetesKind kind) {
    create(kind, IMAGE, "");
    bring(kind, OLD);
    setImage(kind, pinned(OTHER));

    assertThat(bring(kind, NEW)).containsExactly(Reason.PERSON_HOLDS);

    assertThat(image(kind)).isEqualTo(pinned(OTHER));
    assertThat(read(kind).getMetadata().getAnnotations().get("held.tagfast.dev/oven"))
        .startsWith("PersonHolds: ");
    assertThat(read(kind).getMetadata().getLabels()).containsEntry("tagfast.dev/waits", "true");
  }

  @ParameterizedTest
  @EnumSource(names = "JOB", mode = EnumSource.Mode.EXCLUDE)
  void whatWasListedBeforeAPersonPinnedIsNotOverwritten(KubernetesKind kind) {
    create(kind, IMAGE, "");
    bring(kind, OLD);
    List<Subscriber> listed = listed(kind);
    setImage(kind, pinned(OTHER));

    assertThat(results(listed, NEW))
        .extracting(RolloutResult::reason)
        .containsExactly(Reason.PERSON_HOLDS);

    assertThat(image(kind)).isEqualTo(pinned(OTHER));
  }

  @ParameterizedTest
  @EnumSource(names = "JOB", mode = EnumSource.Mode.EXCLUDE)
  void whatAGitOpsToolAppliesIsProposedAndNeverPatched(KubernetesKind kind) {
    createByFlux(kind, IMAGE);

    List<RolloutResult> results = results(listed(kind), NEW);

    assertThat(results).extracting(RolloutResult::reason).containsExactly(Reason.GITOPS_MANAGED);
    assertThat(results.getFirst().detail()).contains("Flux").contains(pinned(NEW));
    assertThat(image(kind)).isEqualTo(IMAGE);
  }

  @ParameterizedTest
  @EnumSource(names = "JOB", mode = EnumSource.Mode.EXCLUDE)
  void whatIsDeletedMeanwhileIsGone(KubernetesKind kind) {
    create(kind, IMAGE, "");
    List<Subscriber> listed = listed(kind);
    delete(kind);

    assertThat(results(listed, NEW))
        .extracting(RolloutResult::reason)
        .containsExactly(Reason.WORKLOAD_GONE);
  }

  @Test
  void aJobIsNeverPatchedAndSaysSoOnce() {
    create(KubernetesKind.JOB, IMAGE, "");

    List<RolloutResult> results = results(listed(KubernetesKind.JOB), NEW);

    assertThat(results).extracting(RolloutResult::reason).containsExactly(Reason.JOB_IMMUTABLE);
    assertThat(results.getFirst().detail())
        .contains("delete the Job and create it again with " + pinned(NEW));
    assertThat(image(KubernetesKind.JOB)).isEqualTo(IMAGE);
    GenericKubernetesResource marked = read(KubernetesKind.JOB);
    assertThat(marked.getMetadata().getAnnotations().get("held.tagfast.dev/oven"))
        .startsWith("JobImmutable: ");
    assertThat(bring(KubernetesKind.JOB, NEW)).containsExactly(Reason.JOB_IMMUTABLE);
    assertThat(read(KubernetesKind.JOB).getMetadata().getAnnotations())
        .isEqualTo(marked.getMetadata().getAnnotations());
  }

  @Test
  void aJobThatRunsTheImageAlreadyIsNotHeld() {
    create(KubernetesKind.JOB, pinned(NEW), "");

    assertThat(bring(KubernetesKind.JOB, NEW)).containsExactly(Reason.ALREADY_PINNED);
  }

  /** Knative's webhook would refuse the patch, in words that nobody understands. */
  @Test
  void aKnativeServiceThatFixesTheNameOfItsRevisionIsHeldUntilTheNameIsGone() {
    KubernetesKind kind = KubernetesKind.KNATIVE_SERVICE;
    create(kind, IMAGE, "");
    person(kind, new PatchOperation.Add("/spec/template/metadata/name", "oven-first"));

    List<RolloutResult> results = results(listed(kind), NEW);

    assertThat(results)
        .extracting(RolloutResult::reason)
        .containsExactly(Reason.REVISION_NAME_FIXED);
    assertThat(results.getFirst().detail()).contains("(oven-first)").contains(pinned(NEW));
    assertThat(image(kind)).isEqualTo(IMAGE);
    assertThat(read(kind).getMetadata().getAnnotations().get("held.tagfast.dev/oven"))
        .startsWith("RevisionNameFixed: ");

    person(kind, new PatchOperation.Remove("/spec/template/metadata/name"));

    assertThat(bring(kind, NEW)).containsExactly(Reason.ROLLOUT_STARTED);
    assertThat(image(kind)).isEqualTo(pinned(NEW));
    assertThat(read(kind).getMetadata().getAnnotations())
        .doesNotContainKey("held.tagfast.dev/oven");
  }

  /** Sidecars are init containers; a volume may have the name of a container. */
  @ParameterizedTest
  @EnumSource(
      names = {"JOB", "KNATIVE_SERVICE"},
      mode = EnumSource.Mode.EXCLUDE)
  void initContainersAndImageVolumesAreImagesToo(KubernetesKind kind) {
    String menu = "menu".repeat(15);
    create(
        kind,
        IMAGE,
        """
        pod.initContainers:
        pod.  - {name: knead, image: "%1$s", restartPolicy: Always}
        pod.volumes:
        pod.  - {name: cache, emptyDir: {}}
        pod.  - {name: oven, image: {reference: "%1$s", pullPolicy: Always}}
        pod.  - {name: %2$s, image: {reference: "%1$s"}}
        """
            .formatted(IMAGE, menu));

    List<RolloutResult> results = results(listed(kind), NEW);

    String key = results.getFirst().containers().getLast();
    assertThat(results.getFirst().containers())
        .containsExactly("knead", "oven", "volume.oven", key);
    assertThat(key).startsWith("volume.menumenu").hasSize(63);
    assertThat(text(kind, "initContainers/0/image")).isEqualTo(pinned(NEW));
    assertThat(text(kind, "containers/0/image")).isEqualTo(pinned(NEW));
    assertThat(text(kind, "volumes/1/image/reference")).isEqualTo(pinned(NEW));
    assertThat(text(kind, "volumes/2/image/reference")).isEqualTo(pinned(NEW));
    assertThat(read(kind).getMetadata().getAnnotations())
        .containsKeys(
            "written.tagfast.dev/knead",
            "written.tagfast.dev/oven",
            "written.tagfast.dev/volume.oven",
            "written.tagfast.dev/" + key);
    assertThat(bring(kind, NEW)).containsExactly(Reason.ALREADY_PINNED);
  }

  /** The container goes on: they are judged one by one. */
  @ParameterizedTest
  @EnumSource(
      names = {"JOB", "KNATIVE_SERVICE"},
      mode = EnumSource.Mode.EXCLUDE)
  void aVolumeThatAPersonHoldsStays(KubernetesKind kind) {
    create(kind, IMAGE, "pod.volumes: [{name: oven, image: {reference: \"" + IMAGE + "\"}}]");
    bring(kind, OLD);
    person(
        kind, new PatchOperation.Replace(path(kind, "volumes/0/image/reference"), pinned(OTHER)));

    List<RolloutResult> results = results(listed(kind), NEW);

    assertThat(results)
        .extracting(RolloutResult::reason, RolloutResult::containers)
        .containsExactlyInAnyOrder(
            tuple(Reason.ROLLOUT_STARTED, List.of("oven")),
            tuple(Reason.PERSON_HOLDS, List.of("volume.oven")));
    assertThat(text(kind, "volumes/0/image/reference")).isEqualTo(pinned(OTHER));
    assertThat(image(kind)).isEqualTo(pinned(NEW));
    assertThat(read(kind).getMetadata().getAnnotations().get("held.tagfast.dev/volume.oven"))
        .startsWith("PersonHolds: Somebody else set the image of volume oven to ");
  }

  void delete(KubernetesKind kind) {
    resource(person(), kind).delete();
  }

  List<Subscriber> listed(KubernetesKind kind) {
    return ShopDeployments.listed(
        new KubernetesWorkloads(tagfast(), HOSTS), kind, Optional.of(namespace()));
  }

  List<Reason> bring(KubernetesKind kind, Digest to) {
    return results(listed(kind), to).stream().map(RolloutResult::reason).toList();
  }

  List<RolloutResult> results(List<Subscriber> listed, Digest to) {
    // Each has a time of its own, as the notes are told apart by it.
    now = now.plusSeconds(1);
    return new KubernetesRollouts(
            new KubernetesWorkloads(tagfast(), HOSTS),
            Surroundings.NONE,
            InstantSource.fixed(now),
            _ -> {})
        .bring(listed, TODAY, to, ALICE, false);
  }

  GenericKubernetesResource read(KubernetesKind kind) {
    return resource(person(), kind).get();
  }

  String image(KubernetesKind kind) {
    return text(kind, "containers/0/image");
  }

  void setImage(KubernetesKind kind, String image) {
    person(kind, new PatchOperation.Replace(path(kind, "containers/0/image"), image));
  }

  /** A person edits it. */
  void person(KubernetesKind kind, PatchOperation operation) {
    resource(person(), kind)
        .patch(PatchContext.of(PatchType.JSON), PatchOperation.document(List.of(operation)));
  }

  private String text(KubernetesKind kind, String place) {
    JsonNode tree = Serialization.jsonMapper().valueToTree(read(kind));
    return tree.at(path(kind, place)).asText();
  }

  private static String path(KubernetesKind kind, String place) {
    return "/" + String.join("/", kind.podPath()) + "/" + place;
  }

  private Resource<GenericKubernetesResource> resource(
      KubernetesClient client, KubernetesKind kind) {
    return client
        .genericKubernetesResources(ResourceDefinitionContext.fromResourceType(kind.type()))
        .inNamespace(namespace())
        .withName("oven");
  }
}
