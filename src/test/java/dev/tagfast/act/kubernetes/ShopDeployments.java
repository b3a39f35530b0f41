package dev.tagfast.act.kubernetes;

import dev.tagfast.act.rollout.RolloutAnnotations;
import dev.tagfast.act.rollout.Subscriber;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagCase;
import dev.tagfast.image.TagKey;
import dev.tagfast.ledger.Cause;
import dev.tagfast.registry.config.RegistryHosts;
import dev.tagfast.settings.Settings;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The cluster that these tests speak of: Deployments of a pizza shop. */
public final class ShopDeployments {
  public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  public static final TagKey TODAY =
      new TagKey(new Repository("registry.test", "shop/pizza"), new Tag("today"));
  public static final String IMAGE = "registry.test/shop/pizza:today";
  public static final Digest OLD = digest('a');
  public static final Digest NEW = digest('b');
  public static final Digest OTHER = digest('c');
  public static final Cause ALICE = new Cause("hub", Optional.of("event-1"), Optional.of("alice"));

  /** {@code localhost:5001} is another name of {@code registry.test}. */
  public static final RegistryHosts HOSTS =
      new RegistryHosts() {
        @Override
        public Repository canonical(Repository repository) {
          return repository.host().equals("localhost:5001")
              ? repository.at("registry.test")
              : repository;
        }

        @Override
        public TagCase tagCaseOf(String host) {
          return host.equals("gitea.test") ? TagCase.LOWER : TagCase.KEEP;
        }

        @Override
        public Optional<String> nameOf(String host) {
          return Optional.empty();
        }

        @Override
        public Optional<String> hostOf(String name) {
          return Optional.empty();
        }

        @Override
        public SortedMap<String, String> listed() {
          return new TreeMap<>();
        }
      };

  private ShopDeployments() {}

  public static Digest digest(char hex) {
    return new Digest("sha256:" + String.valueOf(hex).repeat(64));
  }

  public static String pinned(Digest digest) {
    return IMAGE + "@" + digest;
  }

  /** A subscribed Deployment of one container {@code oven}, which Tagfast never touched. */
  public static Deployment oven(String image) {
    return oven(image, Map.of());
  }

  public static Deployment oven(String image, Map<String, String> annotations) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName("oven")
        .withUid("uid-1")
        .withResourceVersion("7")
        .addToLabels(RolloutAnnotations.SUBSCRIBE, "true")
        .withAnnotations(annotations.isEmpty() ? null : annotations)
        .endMetadata()
        .withNewSpec()
        .withNewTemplate()
        .withNewSpec()
        .addNewContainer()
        .withName("oven")
        .withImage(image)
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  /** The annotation that says what Tagfast wrote into the container {@code oven}. */
  public static Map<String, String> wrote(String image) {
    return Map.of(RolloutAnnotations.WRITTEN + "oven", image);
  }

  public static Subscriber subscriber(Deployment deployment) {
    return KubernetesSubscriber.of(KubernetesKind.DEPLOYMENT, asRead(deployment), HOSTS)
        .orElseThrow();
  }

  /** The subscribed Deployments of a namespace. */
  static List<Subscriber> listed(KubernetesWorkloads workloads, String namespace) {
    return listed(workloads, KubernetesKind.DEPLOYMENT, Optional.of(namespace));
  }

  static List<Subscriber> listed(
      KubernetesWorkloads workloads, KubernetesKind kind, Optional<String> namespace) {
    ListResult result = workloads.list(kind, namespace);
    if (result instanceof ListResult.Listed(List<Subscriber> subscribers)) {
      return subscribers;
    }
    throw new AssertionError(result);
  }

  /** As the product reads it of the API server. */
  public static KubernetesKind.Deployment asRead(Deployment deployment) {
    return new KubernetesSerialization().convertValue(deployment, KubernetesKind.Deployment.class);
  }

  /** Settings of which only these two are asked for; empty: not set. */
  static Settings settings(List<String> workloads, List<String> namespaces) {
    return (Settings)
        Proxy.newProxyInstance(
            Settings.class.getClassLoader(),
            new Class<?>[] {Settings.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "workloads" -> Optional.of(workloads).filter(some -> !some.isEmpty());
                  case "namespaces" -> Optional.of(namespaces).filter(some -> !some.isEmpty());
                  default -> throw new AssertionError(method.getName());
                });
  }

  public static String imageOf(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
  }
}
