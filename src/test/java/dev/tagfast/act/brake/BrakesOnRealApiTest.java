package dev.tagfast.act.brake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.cluster.RealApi;
import dev.tagfast.cluster.RealCluster;
import dev.tagfast.cluster.RealWorld;
import dev.tagfast.image.Digest;
import dev.tagfast.testing.Deployments;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same with the rights of {@code knative/base}; people use kubectl. */
@RealCluster
@QuarkusTest
@WithTestResource(RealWorld.class)
class BrakesOnRealApiTest extends BrakesContract {
  @AfterEach
  void nothingWasForbidden() {
    assertThat(real().forbiddenMeanwhile()).isEmpty();
  }

  @Override
  protected void annotate(String deployment, String annotation, String value) {
    real()
        .kubectl()
        .run(
            "annotate",
            "--overwrite",
            "deployment",
            deployment,
            "-n",
            Deployments.NAMESPACE,
            value == null ? annotation + "-" : annotation + "=" + value);
  }

  @Test
  void whoTypesWhatTheWorkloadSaysApprovesIt() {
    subscribedAndPinned();
    annotate(name, "tagfast.dev/approval", "required");
    Digest second = push("funghi");
    deliver(second);

    type(annotations().get("held.tagfast.dev/pizza"));
    reconcile();

    assertThat(image()).endsWith("@" + second);
    assertThat(annotations().get("kubernetes.io/change-cause"))
        .contains(", approved by kubectl-annotate");
  }

  @Test
  void whoTypesWhatTheWorkloadSaysLetsItGo() {
    subscribedAndPinned();
    annotate(name, "hold.tagfast.dev/pizza", "not now");
    Digest second = push("funghi");
    deliver(second);

    type(annotations().get("held.tagfast.dev/pizza"));
    reconcile();

    assertThat(image()).endsWith("@" + second);
  }

  private void type(String said) {
    Matcher command = Pattern.compile("kubectl (annotate [^()]*)").matcher(said);
    assertThat(command.find()).as(said).isTrue();
    real().kubectl().run(command.group(1).strip().split(" ", -1));
  }

  private RealApi real() {
    return (RealApi) world.api();
  }
}
