package dev.tagfast.reconcile;

import static dev.tagfast.testing.Images.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagfast.act.rollout.RolloutResult;
import dev.tagfast.act.rollout.Workload;
import dev.tagfast.decide.Reason;
import dev.tagfast.report.LogCapture;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReconcileLogTest {
  @Test
  void aWorkloadThatWaitsForTwoReasonsIsOne() {
    try (LogCapture log = new LogCapture("dev.tagfast.reconcile")) {
      ReconcileLog.held(
          Set.of(
              held("dinner", Reason.PERSON_HOLDS),
              held("dinner", Reason.IMAGE_FIELD_CONTESTED),
              held("lunch", Reason.GITOPS_MANAGED)));

      assertThat(log.lines)
          .singleElement()
          .asString()
          .startsWith("2 workloads wait for a person (kubectl get imagetags,deployments -A ")
          .contains("the first is Deployment/shop/dinner, ");
    }
  }

  @Test
  void whereNobodyWaitsNothingIsSaid() {
    try (LogCapture log = new LogCapture("dev.tagfast.reconcile")) {
      ReconcileLog.held(Set.of());

      assertThat(log.lines).isEmpty();
    }
  }

  private static RolloutResult held(String name, Reason reason) {
    return new RolloutResult(
        new Workload("apps/v1", "Deployment", "shop", name, "uid"),
        List.of("app"),
        reason,
        Optional.empty(),
        digest("a"),
        "");
  }
}
