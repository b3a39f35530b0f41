package dev.tagfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.image.Digest;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.testing.Deployments;
import dev.tagfast.testing.MockApi;
import dev.tagfast.testing.World;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Runs the main path on the mock of the Kubernetes API, which can fail on request and counts its
 * requests.
 */
@QuarkusTest
@WithTestResource(World.class)
class MainPathTest extends MainPathContract {
  @AfterEach
  void heal() {
    mock().heal();
  }

  @Test
  void aWorkloadWhosePatchFailsIsReportedAndBroughtByReconcileAndTheOthersAtOnce() {
    subscribe("1.0.0");
    String other = repository + "-other";
    client().resource(Deployments.subscribed(other, reference("1.0.0"))).create();
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");
    mock().refuse("PATCH .*/deployments/" + repository + "\\?.*", 500);

    JsonPath entry = deliver("1.0.0", digest);

    assertThat(entry.getList("rollouts.reason"))
        .containsExactlyInAnyOrder("RolloutFailed", "RolloutStarted");
    assertThat(image()).isEqualTo(reference("1.0.0"));
    assertThat(Deployments.image(client(), other)).endsWith("@" + digest);
    assertThat(types()).contains("dev.tagfast.rollout.held", "dev.tagfast.rollout.started");
    assertThat(imageTags().getFirst().getMetadata().getLabels())
        .as("the rollout stays owed")
        .containsEntry(ImageTag.UNFINISHED, "true");
    mock().heal();

    reconcile();

    assertThat(image()).endsWith("@" + digest);
    assertThat(imageTags().getFirst().getMetadata().getLabels())
        .doesNotContainKey(ImageTag.UNFINISHED);
  }

  @Test
  void aPatchThatFailedIsFinishedByTheNextDelivery() {
    subscribe("1.0.0");
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");
    mock().refuse("PATCH .*/deployments/.*", 503);
    post("", "1.0.0", digest).then().statusCode(503);
    assertThat(image()).isEqualTo(reference("1.0.0"));
    mock().heal();

    deliver("1.0.0", digest);

    assertThat(image()).endsWith("@" + digest);
    assertThat(types()).contains("dev.tagfast.rollout.started");
  }

  @Test
  void anEventThatChangesSomethingStaysWithinTheBudgetAndARepeatWritesNothing() {
    subscribe("1.0.0");
    Digest digest = pusher.push(repository, "1.0.0", "quattro formaggi");
    mock().forgetRequests();

    deliver("1.0.0", digest);

    List<String> first = apiRequests();
    assertThat(first).filteredOn(r -> r.startsWith("GET") && r.contains("/imagetags")).hasSize(1);
    assertThat(first)
        .filteredOn(r -> !r.startsWith("GET") && r.contains("/imagetags"))
        .as("intent and done")
        .hasSize(2);
    assertThat(first)
        .filteredOn(r -> r.contains("/tagpolicies"))
        .as("before the look and before the patch; the tests cache no policy")
        .hasSizeLessThanOrEqualTo(2);
    assertThat(first).filteredOn(r -> r.startsWith("GET") && r.contains("/deployments")).hasSize(1);
    assertThat(first)
        .filteredOn(r -> r.startsWith("PATCH") && r.contains("/deployments"))
        .hasSize(1);
    assertThat(first)
        .filteredOn(r -> r.endsWith("/namespaces/default"))
        .as("what holds rollouts back there; none if it was read within 30 s")
        .hasSizeLessThanOrEqualTo(1);
    assertThat(first).filteredOn(r -> r.contains("/events")).hasSize(2);
    assertThat(first)
        .filteredOn(MainPathTest::listsSubscribers)
        .as("one list for each kind")
        .doesNotHaveDuplicates();
    assertThat(first).filteredOn(request -> !listsSubscribers(request)).hasSizeLessThanOrEqualTo(9);
    mock().forgetRequests();

    deliver("1.0.0", digest);

    assertThat(apiRequests())
        .allMatch(request -> request.startsWith("GET"))
        .doesNotHaveDuplicates()
        .filteredOn(request -> !listsSubscribers(request))
        .hasSizeLessThanOrEqualTo(2);
  }

  private static boolean listsSubscribers(String request) {
    return request.startsWith("GET ") && request.contains("labelSelector=tagfast.dev%2Fsubscribe");
  }

  private List<String> apiRequests() {
    return mock().requests();
  }

  private MockApi mock() {
    return (MockApi) world.api();
  }
}
