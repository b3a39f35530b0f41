package dev.tagfast.act.kubernetes;

import static dev.tagfast.act.kubernetes.ShopDeployments.HOSTS;
import static dev.tagfast.act.kubernetes.ShopDeployments.IMAGE;
import static dev.tagfast.act.kubernetes.ShopDeployments.NEW;
import static dev.tagfast.act.kubernetes.ShopDeployments.OLD;
import static dev.tagfast.act.kubernetes.ShopDeployments.TODAY;
import static dev.tagfast.act.kubernetes.ShopDeployments.oven;
import static dev.tagfast.act.kubernetes.ShopDeployments.pinned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tagfast.act.kubernetes.FakeApiServer.Answer;
import dev.tagfast.act.rollout.RolloutAnnotations;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.connection.ClusterUnavailable;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagKey;
import dev.tagfast.intake.SettingsOf;
import dev.tagfast.report.LogCapture;
import dev.tagfast.settings.WrongSetting;
import dev.tagfast.testing.MovableClock;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KubernetesSubscribersTest {
  private final MovableClock clock = new MovableClock();
  private FakeApiServer api;

  @BeforeEach
  void start() throws IOException {
    api = new FakeApiServer();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void oneRequestListsThemAll() {
    api.put(in("shop", oven(IMAGE)));
    api.put(in("bakery", oven(IMAGE)));

    assertThat(subscribers().all())
        .extracting(s -> s.workload().namespace())
        .containsExactly("shop", "bakery");
    assertThat(api.requests())
        .containsExactly(
            "GET /apis/apps/v1/deployments?labelSelector=tagfast.dev%2Fsubscribe%3Dtrue");
  }

  @Test
  void ofNamedNamespacesEachIsListedOnceAndNoOtherIsAskedFor() {
    api.put(in("shop", oven(IMAGE)));
    api.put(in("bakery", oven(IMAGE)));

    assertThat(subscribers("shop", "market", "shop").following(TODAY))
        .extracting(s -> s.workload().toString())
        .containsExactly("Deployment/shop/oven");
    assertThat(api.requests())
        .extracting(request -> request.replaceAll("\\?.*", ""))
        .containsExactlyInAnyOrder(
            "GET /apis/apps/v1/namespaces/shop/deployments",
            "GET /apis/apps/v1/namespaces/market/deployments");
  }

  @Test
  void onlyTheLabelValueTrueSubscribesAndWhatIsBeingDeletedDoesNot() {
    api.put(labelled("yes", "true"));
    api.put(labelled("no", "false"));
    api.put(labelled("shouting", "TRUE"));
    api.put(
        new DeploymentBuilder(labelled("dying", "true"))
            .editMetadata()
            .withDeletionTimestamp("2026-11-23T11:59:00Z")
            .endMetadata()
            .build());

    assertThat(subscribers().all()).extracting(s -> s.workload().name()).containsExactly("yes");
  }

  @Test
  void containersFollowTheTagInTheirOwnImageWhateverTheRegistryIsCalled() {
    api.put(
        new DeploymentBuilder(oven(pinned(OLD)))
            .editSpec()
            .editTemplate()
            .editSpec()
            .addNewInitContainer()
            .withName("knead")
            .withImage("localhost:5001/shop/pizza:today")
            .endInitContainer()
            .addNewContainer()
            .withName("broken")
            .withImage("not an image")
            .endContainer()
            .addNewContainer()
            .withName("cook")
            .withImage("nginx")
            .endContainer()
            .addNewContainer()
            .withName("bare")
            .withImage("registry.test/shop/pizza@" + NEW)
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build());

    Subscriber subscriber = subscribers().following(TODAY).getFirst();

    assertThat(subscriber.containers())
        .extracting(FollowingContainer::name, FollowingContainer::path, c -> follows(c))
        .containsExactly(
            tuple(
                "knead", "/spec/template/spec/initContainers/0", "registry.test/shop/pizza:today"),
            tuple("oven", "/spec/template/spec/containers/0", "registry.test/shop/pizza:today"),
            tuple("cook", "/spec/template/spec/containers/2", "docker.io/library/nginx:latest"),
            tuple("bare", "/spec/template/spec/containers/3", "nothing"));
    assertThat(subscriber.following(TODAY))
        .extracting(FollowingContainer::name)
        .containsExactly("knead", "oven");
    assertThat(subscriber.pins(TODAY)).containsExactly(OLD);
  }

  @Test
  void aWorkloadOfAnotherTagIsNoSubscriberOfThisOne() {
    api.put(oven("registry.test/shop/pizza:yesterday"));

    assertThat(subscribers().following(TODAY)).isEmpty();
    assertThat(subscribers().all()).hasSize(1);
  }

  @Test
  void aMissingRoleIsNamed() {
    api.refuseLists("deployments", new Answer(403, "Forbidden", "deployments.apps is forbidden"));

    assertThatThrownBy(() -> subscribers("shop").all())
        .isInstanceOf(ClusterUnavailable.class)
        .hasMessageContaining("list the Deployments of namespace shop")
        .hasMessageContaining("grant the verb \"list\" on deployments of the API group apps")
        .hasMessageContaining("knative/base/rbac.yaml");
  }

  @Test
  void aServerThatIsNoKubernetesIsNamed() {
    api.refuseLists("deployments", new Answer(404, "NotFound", "404 page not found"));

    assertThatThrownBy(() -> subscribers().all())
        .isInstanceOf(ClusterUnavailable.class)
        .hasMessageContaining("quarkus.kubernetes-client.api-server-url");
  }

  @Test
  void everyKindIsListedOnceAndWhatIsFoundKeepsTheirOrder() {
    api.put(oven(IMAGE));
    api.put("cronjobs", SampleWorkload.of(KubernetesKind.CRON_JOB, "shop", IMAGE));
    api.put("statefulsets", SampleWorkload.of(KubernetesKind.STATEFUL_SET, "shop", IMAGE));

    assertThat(subscribers(List.of()).following(TODAY))
        .extracting(s -> s.workload().apiVersion() + " " + s.workload())
        .containsExactly(
            "apps/v1 Deployment/shop/oven",
            "apps/v1 StatefulSet/shop/oven",
            "batch/v1 CronJob/shop/oven");
    assertThat(api.requests()).hasSize(KubernetesKind.values().length).doesNotHaveDuplicates();
  }

  @Test
  void aKindThatTheSettingLeavesOutIsNotAskedFor() {
    assertThat(subscribers(List.of("cronjobs", "statefulsets"), "shop").all()).isEmpty();

    assertThat(api.requests())
        .extracting(request -> request.replaceAll("\\?.*", ""))
        .containsExactlyInAnyOrder(
            "GET /apis/batch/v1/namespaces/shop/cronjobs",
            "GET /apis/apps/v1/namespaces/shop/statefulsets");
  }

  @Test
  void aKindThatThereIsNotStopsTheStartAndTheOthersAreNamed() {
    assertThatThrownBy(() -> subscribers(List.of("deployments", "pods")))
        .isInstanceOf(WrongSetting.class)
        .hasMessageStartingWith("tagfast.workloads has `pods`; it may have deployments, ");
  }

  @Test
  void aKindWithoutItsVerbsStopsNoOtherAndIsSaidOnceAMinute() {
    api.put(oven(IMAGE));
    api.refuseLists("daemonsets", new Answer(403, "Forbidden", "daemonsets.apps is forbidden"));
    KubernetesSubscribers subscribers = subscribers(List.of());

    try (LogCapture log = new LogCapture(KubernetesSubscribers.class.getName())) {
      assertThat(subscribers.following(TODAY)).hasSize(1);
      assertThat(subscribers.following(TODAY)).hasSize(1);
      assertThat(log.lines)
          .singleElement()
          .asString()
          .contains("could not list the DaemonSets of all namespaces")
          .contains("grant the verb \"list\" on daemonsets of the API group apps")
          .contains("tagfast.workloads");
      clock.pass(Duration.ofMinutes(1));
      assertThat(subscribers.following(TODAY)).hasSize(1);
      assertThat(log.lines).hasSize(2);
    }
  }

  @Test
  void aKindWhoseCrdIsNotInstalledIsNotAskedForAgainForAWhile() {
    api.refuseLists("rollouts", new Answer(404, "NotFound", "404 page not found"));
    KubernetesSubscribers subscribers = subscribers(List.of());
    subscribers.all();
    subscribers.all();
    assertThat(api.requests())
        .filteredOn(request -> request.contains("/rollouts"))
        .as("of two looks")
        .hasSize(1);

    api.allowLists("rollouts");
    api.put("rollouts", SampleWorkload.of(KubernetesKind.ROLLOUT, "shop", IMAGE));
    assertThat(subscribers.all()).isEmpty();
    clock.pass(Duration.ofMinutes(5));

    assertThat(subscribers.all()).hasSize(1);
  }

  /** Otherwise a missing role would look like workloads that nobody subscribed. */
  @Test
  void aNamespaceOfWhichNoKindMayBeListedIsAnError() {
    api.put(oven(IMAGE));
    api.refuseLists(
        "/namespaces/market/[a-z]+", new Answer(403, "Forbidden", "everything is forbidden"));

    assertThat(subscribers(List.of(), "shop").all()).hasSize(1);
    assertThatThrownBy(() -> subscribers(List.of(), "shop", "market").all())
        .isInstanceOf(ClusterUnavailable.class)
        .hasMessageContaining("list the Deployments of namespace market");
  }

  @Test
  void aFailingServersWordsAreCleanedAndPassedOn() {
    api.refuseLists("deployments", new Answer(500, "InternalError", "etcd has\nno leader"));

    assertThatThrownBy(() -> subscribers().all())
        .isInstanceOf(ClusterUnavailable.class)
        .hasMessage(
            "Tagfast could not list the Deployments of all namespaces: etcd has\uFFFDno leader.");
  }

  @Test
  void nobodyThereIsUnavailableToo() {
    KubernetesSubscribers subscribers = subscribers();
    api.stop();

    assertThatThrownBy(subscribers::all)
        .isInstanceOf(ClusterUnavailable.class)
        .hasMessageStartingWith("Tagfast could not list the Deployments of all namespaces: ");
  }

  @Test
  void aTagIsFollowedByTheNameThatItsRegistryStoresAndDeployedByItsOwn() {
    String image = "gitea.test/shop/pizza:Main-SNAPSHOT";
    api.put(in("shop", oven(image)));

    TagKey stored = new TagKey(Repository.parse("gitea.test/shop/pizza"), new Tag("main-snapshot"));
    List<Subscriber> following = subscribers().following(stored);

    assertThat(following).hasSize(1);
    assertThat(following.getFirst().containers())
        .extracting(FollowingContainer::image)
        .extracting(Object::toString)
        .contains(image);
  }

  private static String follows(FollowingContainer container) {
    return container.own().map(Object::toString).orElse("nothing");
  }

  private static Deployment labelled(String name, String value) {
    return new DeploymentBuilder(oven(IMAGE))
        .editMetadata()
        .withName(name)
        .addToLabels(RolloutAnnotations.SUBSCRIBE, value)
        .endMetadata()
        .build();
  }

  private static Deployment in(String namespace, Deployment deployment) {
    return new DeploymentBuilder(deployment)
        .editMetadata()
        .withNamespace(namespace)
        .endMetadata()
        .build();
  }

  private KubernetesSubscribers subscribers(String... namespaces) {
    return subscribers(List.of("deployments"), namespaces);
  }

  private KubernetesSubscribers subscribers(List<String> kinds, String... namespaces) {
    return new KubernetesSubscribers(
        new KubernetesWorkloads(api.client(), HOSTS),
        new KubernetesRolloutLimit(SettingsOf.properties(Map.of())),
        ShopDeployments.settings(kinds, List.of(namespaces)),
        clock);
  }
}
