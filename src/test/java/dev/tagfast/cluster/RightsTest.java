package dev.tagfast.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the service account of {@code knative/base} may do, and what it may not. That the main path
 * needs nothing else is shown by {@code MainPathOnRealApiTest}.
 */
@RealCluster
class RightsTest {
  private RealApi api;

  @BeforeEach
  void start(RealApi api) {
    this.api = api;
  }

  /** {@code elsewhere} is a namespace that has nothing to do with Tagfast. */
  @ParameterizedTest
  @CsvSource({
    "get,    tagfast.dev, imagetags,          tagfast,   true",
    "list,   tagfast.dev, imagetags,          tagfast,   true",
    "create, tagfast.dev, imagetags,          tagfast,   true",
    "patch,  tagfast.dev, imagetags,          tagfast,   true",
    "delete, tagfast.dev, imagetags,          tagfast,   true",
    "create, '',          events,             tagfast,   true",
    "get,    '',          events,             tagfast,   true",
    "patch,  '',          events,             tagfast,   true",
    "list,   '',          events,             tagfast,   false",
    "delete, '',          events,             tagfast,   false",
    "patch,  '',          events,             elsewhere, false",
    "delete, serving.knative.dev, services,   tagfast,   false",
    "get,    tagfast.dev, imagetags,          elsewhere, false",
    "create, tagfast.dev, imagetags,          elsewhere, false",
    "list,   tagfast.dev, imagetags,          '',        false",
    "deletecollection, tagfast.dev, imagetags, tagfast,  false",
    "list,   tagfast.dev, tagapprovals,       tagfast,   true",
    "patch,  tagfast.dev, tagapprovals/status, tagfast,  true",
    "patch,  tagfast.dev, tagapprovals,       tagfast,   false",
    "create, tagfast.dev, tagapprovals,       tagfast,   false",
    "delete, tagfast.dev, tagapprovals,       tagfast,   false",
    "list,   tagfast.dev, tagapprovals,       elsewhere, false",
    "list,   tagfast.dev, tagpolicies,        '',        true",
    "watch,  tagfast.dev, tagpolicies,        '',        true",
    "watch,  tagfast.dev, imagetags,          tagfast,   false",
    "update, tagfast.dev, tagpolicies/status, '',        true",
    "create, tagfast.dev, tagpolicies,        '',        false",
    "update, tagfast.dev, tagpolicies,        '',        false",
    "delete, tagfast.dev, tagpolicies,        '',        false",
    "list,   apps,        deployments,        '',        true",
    "get,    apps,        deployments,        elsewhere, true",
    "patch,  apps,        deployments,        elsewhere, true",
    "list,   apps,        statefulsets,       '',        true",
    "patch,  apps,        statefulsets,       elsewhere, true",
    "list,   apps,        daemonsets,         '',        true",
    "patch,  apps,        daemonsets,         elsewhere, true",
    "list,   batch,       cronjobs,           '',        true",
    "patch,  batch,       cronjobs,           elsewhere, true",
    "list,   batch,       jobs,               '',        true",
    "patch,  batch,       jobs,               elsewhere, true",
    "get,    batch,       jobs,               elsewhere, false",
    "create, batch,       jobs,               elsewhere, false",
    "patch,  batch,       jobs/status,        elsewhere, false",
    "list,   serving.knative.dev, services,   '',        true",
    "patch,  serving.knative.dev, services,   elsewhere, true",
    "patch,  serving.knative.dev, revisions,  elsewhere, false",
    "list,   '',          services,           elsewhere, false",
    "list,   argoproj.io, rollouts,           '',        true",
    "patch,  argoproj.io, rollouts,           elsewhere, true",
    "patch,  argoproj.io, applications,       elsewhere, false",
    "create, '',          events,             elsewhere, true",
    "create, apps,        deployments,        elsewhere, false",
    "update, apps,        deployments,        elsewhere, false",
    "delete, apps,        deployments,        elsewhere, false",
    "patch,  apps,        deployments/scale,  elsewhere, false",
    "list,   apps,        replicasets,        elsewhere, false",
    "list,   '',          events,             elsewhere, false",
    "get,    '',          secrets,            elsewhere, false",
    "get,    '',          secrets,            tagfast,   false",
    "list,   '',          secrets,            '',        false",
    "get,    '',          configmaps,         tagfast,   false",
    "list,   '',          pods,               elsewhere, true",
    "delete, '',          pods,               elsewhere, false",
    "get,    '',          pods,               elsewhere, false",
    "create, '',          pods,               tagfast,   false",
    "create, '',          pods/exec,          elsewhere, false",
    "create, '',          serviceaccounts/token, tagfast, false",
    "list,   '',          namespaces,         '',        false",
    "get,    '',          namespaces,         elsewhere, true",
    "patch,  '',          namespaces,         elsewhere, false",
    "list,   '',          nodes,              '',        false",
    "create, rbac.authorization.k8s.io, rolebindings, tagfast, false",
    "create, rbac.authorization.k8s.io, clusterrolebindings, '', false",
    "escalate, rbac.authorization.k8s.io, clusterroles, '', false",
    "impersonate, '',     users,              '',        false",
    "patch,  apiextensions.k8s.io, customresourcedefinitions, '', false",
    "create, admissionregistration.k8s.io, mutatingwebhookconfigurations, '', false"
  })
  void whatItMayAndWhatNot(
      String verb, String group, String resource, String where, boolean allowed) {
    String namespace = where.equals("elsewhere") ? api.namespace() : where;

    assertThat(may(verb, group, resource, namespace)).isEqualTo(allowed);
  }

  /** What it may do besides would be in neither list above: so the API server is asked for all. */
  @ParameterizedTest
  @ValueSource(strings = {"elsewhere", RealApi.TAGFAST})
  void itMayDoNothingElse(String where) {
    Set<String> everywhere =
        Stream.concat(
                Stream.of(
                    "list tagfast.dev/tagpolicies",
                    "watch tagfast.dev/tagpolicies",
                    "update tagfast.dev/tagpolicies/status",
                    "get admissionregistration.k8s.io/validatingadmissionpolicies",
                    "get admissionregistration.k8s.io/validatingadmissionpolicybindings",
                    "create /events",
                    "list /pods",
                    "get /namespaces",
                    "list batch/jobs",
                    "patch batch/jobs"),
                Stream.of(
                        "apps/deployments",
                        "apps/statefulsets",
                        "apps/daemonsets",
                        "batch/cronjobs",
                        "serving.knative.dev/services",
                        "argoproj.io/rollouts")
                    .flatMap(
                        kind -> Stream.of("get", "list", "patch").map(verb -> verb + " " + kind)))
            .collect(Collectors.toSet());
    Set<String> inItsOwn =
        Stream.of("get", "list", "create", "patch", "delete")
            .map(verb -> verb + " tagfast.dev/imagetags")
            .collect(Collectors.toSet());
    Set<String> expected = new HashSet<>(everywhere);
    if (where.equals(RealApi.TAGFAST)) {
      expected.addAll(inItsOwn);
      expected.addAll(
          Set.of("list tagfast.dev/tagapprovals", "patch tagfast.dev/tagapprovals/status"));
      expected.addAll(Set.of("get /events", "patch /events", "get serving.knative.dev/services"));
    }

    assertThat(rules(where.equals("elsewhere") ? api.namespace() : where))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /** Without what every account may: asking who it is and what it may. */
  private Set<String> rules(String namespace) {
    SelfSubjectRulesReview review =
        new SelfSubjectRulesReviewBuilder()
            .withNewSpec()
            .withNamespace(namespace)
            .endSpec()
            .build();
    return api
        .asTagfast()
        .authorization()
        .v1()
        .selfSubjectRulesReview()
        .create(review)
        .getStatus()
        .getResourceRules()
        .stream()
        .flatMap(
            rule ->
                rule.getVerbs().stream()
                    .flatMap(
                        verb ->
                            rule.getApiGroups().stream()
                                .flatMap(
                                    group ->
                                        rule.getResources().stream()
                                            .map(r -> verb + " " + group + "/" + r))))
        .filter(rule -> !rule.matches("create auth(entication|orization)\\.k8s\\.io/self.*"))
        .collect(Collectors.toSet());
  }

  /** The roles name every verb one by one: nothing hides behind a star. */
  @Test
  void noRoleHasAStar() {
    List<String> roles =
        Stream.of("clusterrole/tagfast-policies", "clusterrole/tagfast-workloads")
            .map(role -> api.kubectl().run("get", role, "-o", "jsonpath={.rules}"))
            .toList();

    assertThat(roles).noneMatch(rules -> rules.contains("*"));
    assertThat(
            api.kubectl()
                .run("get", "role/tagfast-ledger", "-n", "tagfast", "-o", "jsonpath={.rules}"))
        .doesNotContain("*");
  }

  static Stream<Arguments> forbidden() {
    return Stream.of(
        refused("read a secret", c -> c.secrets().inNamespace("kube-system").list()),
        refused("read our own secret", c -> c.secrets().withName("tagfast").get()),
        refused("read a config map", c -> c.configMaps().withName("kube-root-ca.crt").get()),
        refused(
            "make a config map",
            c ->
                c.configMaps()
                    .resource(
                        new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("x")
                            .endMetadata()
                            .build())
                    .create()),
        refused("delete itself", c -> c.apps().deployments().withName("tagfast").delete()),
        refused("scale itself", c -> c.apps().deployments().withName("tagfast").scale(0)),
        refused("delete pods", c -> c.pods().inNamespace("default").delete()),
        refused(
            "delete all that is recorded",
            c ->
                c.genericKubernetesResources("tagfast.dev/v1alpha1", "ImageTag")
                    .inNamespace("tagfast")
                    .delete()));
  }

  /** The access review answers for the roles; these are requests as the code could send them. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void forbidden(String what, Consumer<KubernetesClient> request) {
    assertThatThrownBy(() -> request.accept(api.asTagfast()))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> assertThat(e.getCode()).as(e.getMessage()).isEqualTo(403));
  }

  @Test
  void forNamedNamespacesTheOthersAreOutOfReach() {
    try {
      api.kubectl()
          .run(
              "apply",
              "--server-side",
              "--force-conflicts",
              "-k",
              "knative/overlays/named-namespaces");
      api.kubectl().run("delete", "clusterrolebinding", "tagfast-workloads");

      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> !may("patch", "apps", "deployments", api.namespace()));
      for (Map.Entry<String, Boolean> namespace :
          Map.of("default", true, api.namespace(), false, "kube-system", false, "", false)
              .entrySet()) {
        for (String verb : List.of("get", "list", "patch")) {
          assertThat(may(verb, "apps", "deployments", namespace.getKey()))
              .as(verb + " in " + namespace)
              .isEqualTo(namespace.getValue());
        }
        assertThat(may("create", "", "events", namespace.getKey())).isEqualTo(namespace.getValue());
        assertThat(may("get", "", "namespaces", namespace.getKey()))
            .isEqualTo(namespace.getValue());
      }
      assertThat(api.asTagfast().namespaces().withName("default").get())
          .as("what is written on a namespace counts here, too")
          .isNotNull();
      assertThat(api.asTagfast().namespaces().withName(RealApi.TAGFAST).get())
          .as("whose an anchor is")
          .isNotNull();
      assertThat(may("patch", "tagfast.dev", "imagetags", RealApi.TAGFAST)).isTrue();
      assertThat(may("list", "tagfast.dev", "tagpolicies", "")).isTrue();
    } finally {
      api.kubectl().tryWith("", "delete", "rolebinding", "tagfast-workloads", "-n", "default");
      api.reinstall();
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> may("patch", "apps", "deployments", api.namespace()));
    }
  }

  private boolean may(String verb, String group, String resource, String namespace) {
    String[] parts = resource.split("/");
    ResourceAttributes asked = new ResourceAttributes();
    asked.setVerb(verb);
    asked.setGroup(group);
    asked.setResource(parts[0]);
    asked.setSubresource(parts.length > 1 ? parts[1] : "");
    asked.setNamespace(namespace);
    SelfSubjectAccessReview review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withResourceAttributes(asked)
            .endSpec()
            .build();
    return api.asTagfast()
        .authorization()
        .v1()
        .selfSubjectAccessReview()
        .create(review)
        .getStatus()
        .getAllowed();
  }

  private static Arguments refused(String what, Consumer<KubernetesClient> request) {
    return Arguments.of(what, request);
  }
}
