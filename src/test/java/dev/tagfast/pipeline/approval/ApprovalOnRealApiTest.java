package dev.tagfast.pipeline.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.cluster.Kubectl;
import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.cluster.RealWorld;
import dev.tagfast.image.Digest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a real API server, as the service account of {@code knative/base}. */
@RealCluster
@QuarkusTest
@WithTestResource(RealWorld.class)
class ApprovalOnRealApiTest extends ApprovalContract {
  @AfterEach
  void nothingWasForbidden() {
    assertThat(real().forbiddenMeanwhile()).isEmpty();
  }

  @Override
  String approver() {
    String review =
        client()
            .raw(
                "/apis/authentication.k8s.io/v1/selfsubjectreviews",
                "POST",
                Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "SelfSubjectReview"));
    return JsonPath.from(review).getString("status.userInfo.username");
  }

  @Test
  void theHistoryNamesWhomTheApiServerVouchesFor() {
    Digest other = overwritten();
    approve("hotfix", "1.0.0", other);

    reconcile();

    assertThat(imageTag("1.0.0").getStatus().history().getLast().cause().actor())
        .isEqualTo(approver() + " (TagApproval hotfix: CVE-2026-1234 is mended)");
  }

  @Test
  void theColumnsTellWhoApprovedWhatAndWhatBecameOfIt() {
    Digest other = overwritten();
    approve("hotfix", "1.0.0", other);
    reconcile();

    List<String> lines =
        kubectl("get", "tagappr", "hotfix", "--namespace", RealApi.TAGFAST).lines().toList();

    assertThat(lines.getFirst().split(" {2,}"))
        .containsExactly("NAME", "TAG", "STATE", "BY", "REASON", "USED", "AGE");
    assertThat(lines.get(1).split(" {2,}"))
        .startsWith("hotfix", reference("1.0.0"), "Used", approver(), "CVE-2026-1234 is mended");
  }

  private String kubectl(String... words) {
    Kubectl kubectl = real().kubectl();
    return kubectl.run(words);
  }

  private RealApi real() {
    return (RealApi) world.api();
  }
}
