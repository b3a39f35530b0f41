package dev.tagfast.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.ledger.kubernetes.TagApproval;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the API server says to a person who approves something: the schema, and the admission policy
 * of {@code knative/base}, which makes sure that nobody claims to be another.
 */
@RealCluster
class TagApprovalSchemaTest {
  private static final String DIGEST = "sha256:" + "3f2a".repeat(16);
  private static final String ALICE = "alice@example.com";

  private final String name = "approval-" + UUID.randomUUID().toString().substring(0, 8);
  private RealApi api;

  @BeforeEach
  void start(RealApi api) {
    this.api = api;
  }

  @AfterEach
  void remove() {
    api.client().resources(TagApproval.class).inNamespace(RealApi.TAGFAST).delete();
  }

  @Test
  void whoApprovesNamesThemselves() {
    Kubectl.Answer answer = applyAs(ALICE, spec("by: " + ALICE));

    assertThat(answer.status()).as(answer.output()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"bob@example.com", "Alice@example.com", "system:admin"})
  void nobodyClaimsToBeAnother(String claimed) {
    Kubectl.Answer answer = applyAs(ALICE, spec("by: \"" + claimed + "\""));

    assertThat(answer.status()).isNotZero();
    assertThat(answer.output())
        .contains("spec.by must be who creates the approval: alice@example.com");
  }

  @Test
  void nobodyLeavesItOpen() {
    Kubectl.Answer answer = applyAs(ALICE, spec(""));

    assertThat(answer.status()).isNotZero();
    assertThat(answer.output()).contains("spec.by must be who creates the approval");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tag      | registry.example.com/other:1
          digest   | sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
          reason   | another one
          until    | 2027-12-01T00:00:00Z
          by       | bob@example.com
          """)
  void anApprovalNeverChanges(String field, String value) {
    assertThat(applyAs(ALICE, spec("by: " + ALICE)).status()).isZero();

    Kubectl.Answer answer =
        api.kubectl()
            .tryWith(
                "",
                "patch",
                "tagapproval",
                name,
                "--namespace",
                RealApi.TAGFAST,
                "--type=merge",
                "-p",
                "{\"spec\":{\"%s\":\"%s\"}}".formatted(field, value));

    assertThat(answer.status()).isNotZero();
    assertThat(answer.output()).contains("an approval never changes: delete it and create another");
  }

  @Test
  void theSpecCannotBeTakenAwayToWriteAnotherOne() {
    assertThat(applyAs(ALICE, spec("by: " + ALICE)).status()).isZero();

    Kubectl.Answer answer =
        api.kubectl()
            .tryWith(
                "",
                "patch",
                "tagapproval",
                name,
                "--namespace",
                RealApi.TAGFAST,
                "--type=json",
                "-p",
                "[{\"op\":\"remove\",\"path\":\"/spec\"}]");

    assertThat(answer.status()).isNotZero();
    assertThat(answer.output()).contains("spec: Required value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {digest: '%s', reason: x}                                       | spec.tag    | Required value
          {tag: 'r.example/app:1', reason: x}                             | spec.digest | Required value
          {tag: 'r.example/app:1', digest: '%s'}                          | spec.reason | Required value
          {tag: 'r.example/app:1', digest: '%s', reason: ''}              | spec.reason | at least 1
          {tag: 'r.example/app', digest: '%s', reason: x}                 | spec.tag    | should match
          {tag: 'r.example/app:1@%s', digest: '%s', reason: x}            | spec.tag    | should match
          {tag: 'r.example/app:1', digest: '3f2a9c1d3f2a', reason: x}     | spec.digest | should match
          {tag: 'r.example/app:1', digest: '%s', reason: x, until: soon}  | spec.until  | should match
          {tag: 'r.example/app:1', digest: '%s', reason: x, who: alice}   | spec.who    | unknown field
          """)
  void aWrongApprovalIsRefusedWithTheFieldsName(String spec, String field, String why) {
    Kubectl.Answer answer = applyAs(ALICE, spec.replace("%s", DIGEST));

    assertThat(answer.status()).isNotZero();
    assertThat(answer.output()).contains(field).contains(why);
  }

  private static String spec(String by) {
    return """
           {tag: "registry.example.com/team/app:1.4.2", digest: "%s", reason: "a hotfix"%s}"""
        .formatted(DIGEST, by.isEmpty() ? "" : ", " + by);
  }

  private Kubectl.Answer applyAs(String user, String spec) {
    return api.kubectl()
        .tryWith(
            """
            apiVersion: tagfast.dev/v1alpha1
            kind: TagApproval
            metadata: {name: %s, namespace: %s}
            spec: %s
            """
                .formatted(name, RealApi.TAGFAST, spec),
            "create",
            "--as",
            user,
            "--as-group=system:masters",
            "-f",
            "-");
  }
}
