package dev.tagfast.policy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagfast.cluster.Kubectl;
import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagCase;
import dev.tagfast.image.TagKey;
import dev.tagfast.policy.PolicyAnswer;
import dev.tagfast.policy.rule.PolicyWarnings;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.report.LogCapture;
import dev.tagfast.testing.TestSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that a policy is judged when it is applied: nobody pushes here, and nobody reconciles. */
@RealCluster
class PolicyWatchOnRealApiTest {
  private static final RegistryCatalog REGISTRIES =
      new RegistryCatalog(
          TestSettings.of(
              Map.of(
                  "tagfast.registries.ours.host", "registry.example",
                  "tagfast.registries.hub.host", "docker.io",
                  "tagfast.registries.ours.push-credentials.username", "restorer",
                  "tagfast.registries.ours.push-credentials.password", "sage")));

  private RealApi api;
  private KubernetesPolicySource source;
  private KubernetesPolicyWatch watch;

  @BeforeEach
  void start(RealApi api) {
    this.api = api;
    source =
        new KubernetesPolicySource(
            api.asTagfast(),
            InstantSource.system(),
            Duration.ofHours(1),
            _ -> TagCase.KEEP,
            policy -> PolicyWarnings.of(policy, REGISTRIES));
    watch = new KubernetesPolicyWatch(api.asTagfast(), source);
  }

  @AfterEach
  void stop() {
    watch.stop();
  }

  @Test
  void whatIsWrongIsNamedByKubectlWithinSeconds() {
    apply("good", "{mode: Reject, restore: true, repositories: ['registry.example/**']}");
    watch.start();
    awaitLine("good", "good +0 +true +True +\\S+s");

    apply("broken", "{mode: Reject, tags: {semver: newest}}");
    awaitLine("broken", "broken +0 +false +False +spec.rules\\[0\\].tags.semver: .*newest.*");
    apply("strange", "{mode: Reject, repositories: ['ghcr.io/shop/**']}");
    awaitLine("strange", "strange +0 +true +False +spec.rules\\[0\\].repositories\\[0\\]: ghcr.*");
    apply("unarmed", "{mode: Reject, restore: true, repositories: ['docker.io/**']}");
    awaitLine(
        "unarmed",
        "unarmed +0 +true +False +spec.rules\\[0\\].restore: .*registries.hub.push-credentials.*");

    apply("unarmed", "{mode: Reject, repositories: ['docker.io/**']}");
    awaitLine("unarmed", "unarmed +0 +true +True +\\S+s");
    assertThat(condition("unarmed", "observedGeneration")).isEqualTo("2");
    api.kubectl().run("wait", "--for=condition=Ready", "tagpolicy/good", "--timeout=5s");
    assertThat(api.forbiddenMeanwhile()).isEmpty();
  }

  @Test
  void aConditionKeepsItsTimeWhileItsStatusStays() {
    watch.start();
    apply("pizza", "{mode: Reject, repositories: ['ghcr.io/a']}");
    awaitLine("pizza", "pizza .*ghcr.io/a matches nothing.*");
    String since = condition("pizza", "lastTransitionTime");
    await().until(() -> !since.equals(now()));

    apply("pizza", "{mode: Reject, repositories: ['ghcr.io/b']}");
    awaitLine("pizza", "pizza .*ghcr.io/b matches nothing.*");

    assertThat(condition("pizza", "lastTransitionTime")).isEqualTo(since);
  }

  @Test
  void whatIsAppliedCountsFromThenOnWhateverTheCacheHolds() {
    watch.start();
    assertThat(origin()).isEqualTo("default/full-version");

    apply("pizza", "{mode: Alert, name: all}");
    await().until(() -> origin().equals("pizza/all"));
    api.kubectl().run("delete", "tagpolicy", "pizza");
    await().until(() -> origin().equals("default/full-version"));
  }

  @Test
  void aWatchOutlivesTheApiServer() {
    watch.start();
    apply("before", "{mode: Alert}");
    awaitLine("before", "before +0 +true +True .*");
    api.down();
    api.up();

    apply("after", "{mode: Alert}");

    awaitLine("after", "after +0 +true +True .*");
  }

  @Test
  void aMissingRightIsNamedAndTheWatchBeginsWhenItIsGranted() {
    api.kubectl().run("delete", "clusterrolebinding", "tagfast-policies");
    try (LogCapture log = new LogCapture()) {
      watch.start();
      await()
          .until(
              () -> log.lines.stream().anyMatch(line -> line.contains("the verbs list and watch")));
    } finally {
      api.reinstall();
    }
    apply("pizza", "{mode: Alert}");

    awaitLine("pizza", "pizza +0 +true +True .*");
  }

  private String origin() {
    TagKey key = new TagKey(new Repository("registry.example", "pizza"), new Tag("1.2.3"));
    return source.lookup(key) instanceof PolicyAnswer.Treat treat
        ? treat.treatment().origin()
        : "held";
  }

  private void awaitLine(String policy, String pattern) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(
                        api.kubectl().run("get", "tagpolicies", policy).lines().toList().getLast())
                    .matches(pattern));
  }

  private String condition(String policy, String field) {
    return api.kubectl()
        .run("get", "tagpolicy", policy, "-o", "jsonpath={.status.conditions[0]." + field + "}");
  }

  private static String now() {
    return InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private void apply(String name, String rule) {
    Kubectl.Answer answer =
        api.kubectl()
            .tryWith(
                """
                apiVersion: tagfast.dev/v1alpha1
                kind: TagPolicy
                metadata: {name: %s}
                spec: {rules: [%s]}
                """
                    .formatted(name, rule),
                "apply",
                "-f",
                "-");
    assertThat(answer.status()).as(answer.output()).isZero();
  }
}
