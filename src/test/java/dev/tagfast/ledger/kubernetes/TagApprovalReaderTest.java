package dev.tagfast.ledger.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.ledger.approval.Approval;
import dev.tagfast.ledger.approval.ApprovalState;
import dev.tagfast.registry.config.RegistryCatalog;
import dev.tagfast.registry.config.RegistryHosts;
import dev.tagfast.testing.TestSettings;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write into a {@code TagApproval}, also past the schema. */
class TagApprovalReaderTest {
  private static final String DIGEST = "sha256:" + "3f2a".repeat(16);
  private static final RegistryHosts HOSTS =
      new RegistryCatalog(
          TestSettings.of(
              Map.of(
                  "tagfast.registries.hub.host", "docker.io",
                  "tagfast.registries.own.host", "registry.svc:5000",
                  "tagfast.registries.own.aliases", "localhost:5001")));

  @Test
  void oneThatIsCompleteIsUnderstood() {
    Approval approval =
        understood(
            "{tag: 'localhost:5001/team/app:1.4.2', digest: '%s', reason: ' a hotfix ', by: alice,"
                + " until: '2026-12-01T00:00:00Z'}");

    assertThat(approval.key()).hasToString("registry.svc:5000/team/app:1.4.2");
    assertThat(approval.digest().value()).isEqualTo(DIGEST);
    assertThat(approval.reason()).isEqualTo("a hotfix");
    assertThat(approval.by()).hasValue("alice");
    assertThat(approval.verified()).isFalse();
    assertThat(approval.end()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
  }

  @Test
  void theTagIsWrittenAsAWorkloadWritesIt() {
    assertThat(understood("{tag: 'nginx:1.29', digest: '%s', reason: x}").key())
        .hasToString("docker.io/library/nginx:1.29");
  }

  @Test
  void theStatusIsReadToKnowWhetherItIsFinished() {
    ReadApproval used =
        read("{tag: 'nginx:1', digest: '%s', reason: x}", "{state: Used, message: done}");

    assertThat(((ReadApproval.Understood) used).approval().isFinished()).isTrue();
    assertThat(understood("{tag: 'nginx:1', digest: '%s', reason: x}").isFinished()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                    | is no tag as in
          {tag: 'Team/App:1', digest: '%s'}                     | is no tag as in
          {tag: nginx, digest: '%s'}                            | must end with :TAG
          {tag: 'nginx:1@%s', digest: '%s'}                     | must end with :TAG and have no digest
          {tag: 'elsewhere.example/app:1', digest: '%s'}        | elsewhere.example, which is not listed
          {tag: 'nginx:1'}                                      | spec.digest
          {tag: 'nginx:1', digest: 'sha256:3f2a'}               | is no whole digest
          {tag: 'nginx:1', digest: '%s', until: tomorrow}       | spec.until, "tomorrow", is no time
          """)
  void oneThatIsWrongSaysWhatAndWhatToDo(String spec, String problem) {
    assertThat(read(spec, "{}"))
        .isInstanceOfSatisfying(
            ReadApproval.Misunderstood.class,
            wrong ->
                assertThat(wrong.problem())
                    .contains(problem, "Nothing is accepted.", "create another one"));
  }

  @Test
  void aHostileTextIsCleanedAndCut() {
    assertThat(
            read(
                "{tag: 'a\\u0000b" + "x".repeat(9000) + "', digest: '%s'}".formatted(DIGEST), "{}"))
        .isInstanceOfSatisfying(
            ReadApproval.Misunderstood.class,
            wrong -> assertThat(wrong.problem()).doesNotContain("\u0000").hasSizeLessThan(500));
  }

  @Test
  void anUnreadableStatusIsNoStatus() {
    assertThat(TagApprovalStatus.read(json("{state: Perhaps}"))).isEmpty();
    assertThat(TagApprovalStatus.read(json("{state: Used, message: m}")).orElseThrow().state())
        .isEqualTo(ApprovalState.USED);
  }

  private static Approval understood(String spec) {
    return ((ReadApproval.Understood) read(spec, "{}")).approval();
  }

  private static ReadApproval read(String spec, String status) {
    ObjectMeta metadata =
        new ObjectMetaBuilder()
            .withName("hotfix")
            .withUid("u")
            .withResourceVersion("7")
            .withCreationTimestamp("2026-11-01T00:00:00Z")
            .build();
    return new TagApprovalReader(HOSTS)
        .read(
            metadata, json("{spec: %s, status: %s}".formatted(spec.replace("%s", DIGEST), status)));
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper(new com.fasterxml.jackson.dataformat.yaml.YAMLFactory())
          .readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
