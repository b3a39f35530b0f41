package dev.tagfast.policy.kubernetes;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Tag;
import dev.tagfast.image.TagCase;
import dev.tagfast.image.TagKey;
import dev.tagfast.policy.ContentKind;
import dev.tagfast.policy.PolicyAnswer.Broken;
import dev.tagfast.policy.PolicyAnswer.Treat;
import dev.tagfast.policy.PolicySource;
import dev.tagfast.policy.PolicyUnavailable;
import dev.tagfast.policy.rule.PolicyWarning;
import dev.tagfast.policy.source.DefaultPolicySource;
import dev.tagfast.report.LogCapture;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KubernetesPolicySourceTest {
  private static final String LIST = "/apis/tagfast.dev/v1alpha1/tagpolicies";
  private static final TagKey KEY =
      new TagKey(Repository.parse("ghcr.io/team/app"), new Tag("today"));
  private static final String VALID =
      """
      {"priority": 1, "rules": [{"name": "all", "mode": "Alert"}]}""";

  private final WireMockServer api =
      new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
  private Instant now = Instant.EPOCH;
  private KubernetesClient client;
  private PolicySource source;
  private List<PolicyWarning> warnings = List.of();

  @BeforeEach
  void start() {
    api.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(Config.empty())
                    .withMasterUrl(api.baseUrl())
                    .withRequestRetryBackoffLimit(0)
                    .withHttp2Disable(true)
                    .build())
            .build();
    source = newSource();
    api.stubFor(
        put(urlMatching(LIST + "/.*/status")).willReturn(okJson(object("p", 1, VALID, ""))));
  }

  @AfterEach
  void stop() {
    client.close();
    api.stop();
  }

  @Test
  void twoLookupsAreOneRequest() {
    policies(object("p", 1, VALID, ""));

    assertThat(origin()).isEqualTo("p/all");
    assertThat(origin()).isEqualTo("p/all");
    assertThat(lists()).isEqualTo(1);
  }

  @Test
  void aListIsReadAgainWhenItsTimeIsOver() {
    policies(object("p", 1, VALID, ""));
    origin();
    policies();

    now = now.plusSeconds(29);
    assertThat(origin()).isEqualTo("p/all");
    now = now.plusSeconds(1);
    assertThat(origin()).isEqualTo("default/other");
  }

  @Test
  void anOldListIsNotUsedWhereTheApiServerDoesNotAnswer() {
    policies(object("p", 1, VALID, ""));
    origin();
    now = now.plusSeconds(30);
    api.stop();

    assertThatThrownBy(() -> source.lookup(KEY))
        .isInstanceOf(PolicyUnavailable.class)
        .hasMessageContaining(
            "nothing is decided until it answers: nobody listens at the API server's address");
  }

  @Test
  void aServerErrorIsNoAnswerAndPassesWithIt() {
    listAnswers(500);
    assertThatThrownBy(() -> source.lookup(KEY))
        .isInstanceOf(PolicyUnavailable.class)
        .hasMessageContaining("status 500");

    policies(object("p", 1, VALID, ""));
    assertThat(origin()).isEqualTo("p/all");
  }

  @Test
  void aMissingPermissionIsNamed() {
    listAnswers(403);

    assertThatThrownBy(() -> source.lookup(KEY))
        .isInstanceOf(PolicyUnavailable.class)
        .hasMessageContaining("verb list");
  }

  @Test
  void aListThatIsNoneIsNoAnswer() {
    api.stubFor(get(urlPathEqualTo(LIST)).willReturn(okJson("<html>not an API server</html>")));

    assertThatThrownBy(() -> source.lookup(KEY)).isInstanceOf(PolicyUnavailable.class);
  }

  @Test
  void withoutTheCrdNothingIsDecidedAndItIsSaidWhatToDo() {
    listAnswers(404);

    assertThatThrownBy(() -> source.lookup(KEY))
        .isInstanceOfSatisfying(
            PolicyUnavailable.class,
            e -> assertThat(e.getMessage()).endsWith(e.remedy().orElseThrow()))
        .hasMessageContaining("the CRD tagpolicies.tagfast.dev is not installed: kubectl apply")
        .hasMessageContaining("tagfast.policy.source=defaults");
  }

  @Test
  void anObjectThatFitsNoClassHoldsAndTakesNoOtherWithIt() {
    policies(
        object(
            "odd",
            1,
            "{\"priority\": 5, \"rules\": [{\"mode\": 5, \"tags\": {\"glob\": \"x*\"}}]}",
            ""),
        object("worse", 1, "{\"priority\": 0, \"rules\": \"x\"}", ""),
        object("fine", 1, VALID, ""));

    assertThat(origin()).isEqualTo("fine/all");
    assertThat(source.lookup(new TagKey(KEY.repository(), new Tag("x1"))))
        .isInstanceOfSatisfying(
            Broken.class, broken -> assertThat(broken.policy()).isEqualTo("odd"));
  }

  @Test
  void anAuthorIsToldWhatIsWrong() {
    policies(object("odd", 7, "{\"rules\": [{\"mode\": \"Rejekt\"}]}", ""));

    source.lookup(KEY);

    api.verify(
        1,
        putRequestedFor(urlPathEqualTo(LIST + "/odd/status"))
            .withRequestBody(matchingJsonPath("$.status.valid", equalToJson("false")))
            .withRequestBody(matchingJsonPath("$.status.observedGeneration", equalToJson("7")))
            .withRequestBody(
                matchingJsonPath("$.status.problems[?(@.field == 'spec.rules[0].mode')]")));
  }

  @Test
  void aStatusThatSaysSoAlreadyIsNotWritten() {
    policies(object("p", 3, VALID, status(3, "2026-01-01T00:00:00Z")));

    source.lookup(KEY);

    api.verify(0, putRequestedFor(urlMatching(".*")));
  }

  @Test
  void aStatusOfAnOlderGenerationIsWrittenAnew() {
    policies(object("p", 4, VALID, status(3, "2026-01-01T00:00:00Z")));

    source.lookup(KEY);

    api.verify(
        1,
        putRequestedFor(urlPathEqualTo(LIST + "/p/status"))
            .withRequestBody(
                matchingJsonPath(
                    "$.status.conditions[0].lastTransitionTime", equalTo("2026-01-01T00:00:00Z"))));
  }

  @Test
  void whatAPolicyAsksForInVainIsSaidAndItsRulesCount() {
    warnings =
        List.of(new PolicyWarning("spec.rules[0].restore", "no credentials", "RestoreUnarmed"));
    policies(object("p", 3, VALID, status(3, "2026-01-01T00:00:00Z")));

    try (LogCapture log = new LogCapture()) {
      assertThat(origin()).isEqualTo("p/all");
      now = now.plusSeconds(30);
      assertThat(origin()).isEqualTo("p/all");

      assertThat(log.lines)
          .filteredOn(line -> line.contains("TagPolicy p counts"))
          .singleElement()
          .asString()
          .contains("spec.rules[0].restore: no credentials");
    }
    api.verify(
        1,
        putRequestedFor(urlPathEqualTo(LIST + "/p/status"))
            .withRequestBody(matchingJsonPath("$.status.valid", equalToJson("true")))
            .withRequestBody(matchingJsonPath("$.status.warnings[0].reason"))
            .withRequestBody(
                matchingJsonPath(
                    "$.status.conditions[0]",
                    equalToJson(
                        """
                        {"type": "Ready", "status": "False", "reason": "RestoreUnarmed",
                         "message": "spec.rules[0].restore: no credentials",
                         "observedGeneration": 3, "lastTransitionTime": "1970-01-01T00:00:00Z"}
                        """))));
  }

  @Test
  void anInvalidPolicyOfBeforeIsToldByEachProcess() {
    policies(object("odd", 7, "{\"rules\": [{\"mode\": \"Rejekt\"}]}", ""));
    source.lookup(KEY);

    try (LogCapture log = new LogCapture()) {
      newSource().lookup(KEY);

      assertThat(log.lines).anyMatch(line -> line.contains("TagPolicy odd is invalid"));
    }
  }

  @Test
  void reconcileJudgesWhatIsNewerThanTheCache() {
    policies(object("p", 1, VALID, status(1, "2026-01-01T00:00:00Z")));
    origin();
    policies(object("p", 2, VALID, status(1, "2026-01-01T00:00:00Z")));

    source.judgeAll();

    api.verify(1, putRequestedFor(urlPathEqualTo(LIST + "/p/status")));
  }

  @Test
  void aRefusedStatusChangesNoAnswerAndIsTriedOnce() {
    api.stubFor(put(urlMatching(LIST + "/.*/status")).willReturn(aResponse().withStatus(403)));
    policies(object("p", 1, VALID, ""));

    assertThat(origin()).isEqualTo("p/all");
    now = now.plusSeconds(30);
    assertThat(origin()).isEqualTo("p/all");

    api.verify(1, putRequestedFor(urlPathEqualTo(LIST + "/p/status")));
  }

  @Test
  void aStatusThatSomebodyElseWroteMeanwhileIsLeftToTheNextList() {
    api.stubFor(put(urlMatching(LIST + "/.*/status")).willReturn(aResponse().withStatus(409)));
    policies(object("p", 1, VALID, ""));

    assertThat(origin()).isEqualTo("p/all");
    now = now.plusSeconds(30);
    assertThat(origin()).isEqualTo("p/all");

    api.verify(2, putRequestedFor(urlPathEqualTo(LIST + "/p/status")));
  }

  @Test
  void theDefaultsAskNobody() {
    assertThat(((Treat) new DefaultPolicySource().lookup(KEY)).treatment().origin())
        .isEqualTo("default/other");
    assertThat(lists()).isZero();
  }

  @Test
  void aRuleMatchesTheTagsOfARegistryThatStoresThemInLowerCase() {
    policies(
        object(
            "p",
            1,
            "{\"rules\": [{\"name\": \"main\", \"mode\": \"Alert\","
                + " \"tags\": {\"glob\": \"Main-*\"}}]}",
            ""));
    Tag tag = new Tag("main-snapshot");

    assertThat(origin(new TagKey(Repository.parse("gitea.test/team/app"), tag)))
        .isEqualTo("p/main");
    assertThat(origin(new TagKey(KEY.repository(), tag))).isEqualTo("default/moving-word");
    TagKey lower = new TagKey(Repository.parse("gitea.test/team/app"), tag);
    assertThat(source.answers(lower).apply(ContentKind.IMAGE))
        .as("asked for every kind at once")
        .isEqualTo(source.lookup(lower));
  }

  @Test
  void aKindIsNamedWhereARuleNamesIt() {
    policies(object("p", 1, "{\"rules\": [{\"mode\": \"Reject\", \"kinds\": [\"Chart\"]}]}", ""));

    assertThat(source.isNamed(ContentKind.CHART)).isTrue();
    assertThat(source.isNamed(ContentKind.ARTIFACT)).isFalse();
    assertThat(source.isNamed(ContentKind.IMAGE)).isFalse();
    assertThat(lists()).isEqualTo(1);
  }

  @Test
  void whetherAKindIsNamedIsNotGuessedWhereTheApiServerDoesNotAnswer() {
    listAnswers(500);

    assertThatThrownBy(() -> source.isNamed(ContentKind.CHART))
        .isInstanceOf(PolicyUnavailable.class);
  }

  @Test
  void byDefaultNoKindIsNamed() {
    assertThat(new DefaultPolicySource().isNamed(ContentKind.CHART)).isFalse();
  }

  private static TagCase caseOf(String host) {
    return host.equals("gitea.test") ? TagCase.LOWER : TagCase.KEEP;
  }

  private KubernetesPolicySource newSource() {
    return new KubernetesPolicySource(
        client,
        () -> now,
        Duration.ofSeconds(30),
        KubernetesPolicySourceTest::caseOf,
        _ -> warnings);
  }

  private String origin() {
    return origin(KEY);
  }

  private String origin(TagKey key) {
    return ((Treat) source.lookup(key)).treatment().origin();
  }

  private static String status(int generation, String since) {
    return """
    {"valid": true, "observedGeneration": %1$d, "problems": [], "warnings": [], "conditions": [
      {"lastTransitionTime": "%2$s", "message": "", "observedGeneration": %1$d,
       "reason": "RulesCount", "status": "True", "type": "Ready"}]}
    """
        .formatted(generation, since);
  }

  private int lists() {
    return api.countRequestsMatching(getRequestedFor(urlPathEqualTo(LIST)).build()).getCount();
  }

  private void listAnswers(int status) {
    api.stubFor(get(urlPathEqualTo(LIST)).willReturn(aResponse().withStatus(status)));
  }

  private void policies(String... objects) {
    api.stubFor(
        get(urlPathEqualTo(LIST))
            .willReturn(
                okJson(
                    """
                    {"apiVersion": "tagfast.dev/v1alpha1", "kind": "TagPolicyList",
                     "metadata": {"resourceVersion": "1"}, "items": [%s]}
                    """
                        .formatted(String.join(",", objects)))));
  }

  private static String object(String name, int generation, String spec, String status) {
    return """
    {"apiVersion": "tagfast.dev/v1alpha1", "kind": "TagPolicy",
     "metadata": {"name": "%s", "generation": %d, "resourceVersion": "5"}, "spec": %s%s}
    """
        .formatted(name, generation, spec, status.isEmpty() ? "" : ", \"status\": " + status);
  }
}
