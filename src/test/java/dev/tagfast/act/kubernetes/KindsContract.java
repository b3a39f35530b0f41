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

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.act.rollout.PatchOperation;
import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Subscriber;
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
  @EnumSource
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
  @EnumSource
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
  @EnumSource
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
  @EnumSource
  void whatAGitOpsToolAppliesIsProposedAndNeverPatched(KubernetesKind kind) {
    createByFlux(kind, IMAGE);

    List<RolloutResult> results = results(listed(kind), NEW);

    assertThat(results).extracting(RolloutResult::reason).containsExactly(Reason.GITOPS_MANAGED);
    assertThat(results.getFirst().detail()).contains("Flux").contains(pinned(NEW));
    assertThat(image(kind)).isEqualTo(IMAGE);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDeletedMeanwhileIsGone(KubernetesKind kind) {
    create(kind, IMAGE, "");
    List<Subscriber> listed = listed(kind);
    delete(kind);

    assertThat(results(listed, NEW))
        .extracting(RolloutResult::reason)
        .containsExactly(Reason.WORKLOAD_GONE);
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
            new KubernetesWorkloads(tagfast(), HOSTS), InstantSource.fixed(now), _ -> {})
        .bring(listed, TODAY, to, ALICE, false);
  }

  GenericKubernetesResource read(KubernetesKind kind) {
    return resource(person(), kind).get();
  }

  String image(KubernetesKind kind) {
    JsonNode tree = Serialization.jsonMapper().valueToTree(read(kind));
    return tree.at(imagePath(kind)).asText();
  }

  void setImage(KubernetesKind kind, String image) {
    resource(person(), kind)
        .patch(
            PatchContext.of(PatchType.JSON),
            PatchOperation.document(List.of(new PatchOperation.Replace(imagePath(kind), image))));
  }

  private static String imagePath(KubernetesKind kind) {
    return "/" + String.join("/", kind.podPath()) + "/containers/0/image";
  }

  private Resource<GenericKubernetesResource> resource(
      KubernetesClient client, KubernetesKind kind) {
    return client
        .genericKubernetesResources(ResourceDefinitionContext.fromResourceType(kind.type()))
        .inNamespace(namespace())
        .withName("oven");
  }
}
