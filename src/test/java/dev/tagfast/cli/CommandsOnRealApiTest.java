package dev.tagfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.cluster.RealCluster;
import dev.tagfast.cluster.RealWorld;
import dev.tagfast.image.Digest;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands on a real API server, as people with rights of their own. */
@RealCluster
@QuarkusTest
@WithTestResource(RealWorld.class)
class CommandsOnRealApiTest extends CommandsContract {
  private static final String READER = "rita-may-read";
  private static final String ACCEPTER = "anna-may-accept";
  private static final String NOBODY = "mallory-may-nothing";

  @BeforeEach
  void grantRights() {
    grant(READER, List.of("get", "list"));
    grant(ACCEPTER, List.of("get", "list", "patch"));
  }

  @AfterEach
  void takeRights() {
    for (String user : List.of(READER, ACCEPTER)) {
      client().rbac().clusterRoleBindings().withName(user).delete();
      client().rbac().clusterRoles().withName(user).delete();
    }
  }

  @Test
  void whoMayOnlyReadSeesAllAndIsToldWhichRightAcceptingNeeds() {
    Digest other = overwritten();

    assertThat(person.type("tags", repository, "--as", READER).code()).isZero();
    assertThat(person.type("history", tag("1.0.0"), "--as", READER).code()).isZero();
    assertThat(person.type("why", deployment(), "--as", READER).code()).isZero();
    Typed.Result refused =
        person.type("accept", tag("1.0.0"), other.value(), "--yes", "--as", READER);

    assertThat(refused.code()).isEqualTo(Exit.ERROR);
    assertThat(refused.err())
        .startsWith("Error: You may not patch imagetags.tagfast.dev ")
        .contains("Ask for the verb patch on imagetags.tagfast.dev in namespace tagfast")
        .hasLineCount(1);
    assertThat(imageTag("1.0.0").getSpec().accept()).isNull();
  }

  @Test
  void whoMayAcceptIsNamedInTheHistoryWithoutSayingWho() {
    Digest other = overwritten();

    Typed.Result accepted =
        person.type("accept", tag("1.0.0"), other.value(), "--yes", "--as", ACCEPTER);
    reconcile();

    assertThat(accepted.code()).as(accepted.err()).isZero();
    assertThat(image()).endsWith(other.value());
    assertThat(person.type("history", tag("1.0.0"), "-o", "wide").out())
        .contains("AcceptedByPerson", ACCEPTER);
  }

  @Test
  void whoMayNothingIsToldSo() {
    assertThat(person.type("tags", "--as", NOBODY))
        .satisfies(
            answer -> assertThat(answer.code()).isEqualTo(Exit.ERROR),
            answer ->
                assertThat(answer.err())
                    .startsWith("Error: You may not list imagetags.tagfast.dev")
                    .contains(NOBODY));
    assertThat(person.type("workloads", "-A", "--as", NOBODY).code()).isEqualTo(Exit.ERROR);
  }

  @Test
  void theDoctorFindsTheRightsOfAPersonAndThoseThatAreMissing() {
    overwritten();

    assertThat(person.type("doctor", "--as", READER, "-o", "wide").out().lines())
        .anySatisfy(line -> assertThat(line).contains("CRD imagetags", "yes"))
        .anySatisfy(line -> assertThat(line).contains("You may see tags", "yes"))
        .anySatisfy(line -> assertThat(line).contains("You may accept", "no", "you lack patch"));
  }

  @Test
  void whereNothingDriftsThatIsSaid() {
    assertThat(person.type("drift", "-A").out()).isEmpty();
    assertThat(person.type("drift", "-A").err()).isEqualTo("Nothing drifts.\n");
  }

  private void grant(String user, List<String> verbs) {
    client()
        .resource(
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(user)
                .endMetadata()
                .withRules(
                    new PolicyRuleBuilder()
                        .withApiGroups("tagfast.dev", "apps", "batch", "")
                        .withResources(
                            "imagetags",
                            "tagpolicies",
                            "deployments",
                            "statefulsets",
                            "daemonsets",
                            "cronjobs",
                            "jobs",
                            "pods",
                            "namespaces")
                        .withVerbs(verbs)
                        .build())
                .build())
        .create();
    ClusterRoleBinding binding =
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName(user)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", user)
            .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
            .build();
    client().resource(binding).create();
  }
}
