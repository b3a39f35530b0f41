package dev.tagfast.act.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind's status means: the tables of {@code docs/rollouts.md}. */
class RolledOutTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  /** Wanted, all, updated and available pods; the condition Progressing. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "before the controller saw it | false | 3 3 3 3 | True NewReplicaSetAvailable | no | InProgress",
        "nothing updated yet | true | 3 3 0 3 | True ReplicaSetUpdated | no | InProgress",
        "an old pod still runs | true | 3 4 3 3 | True ReplicaSetUpdated | no | InProgress",
        "a new pod is not available | true | 3 3 3 2 | True ReplicaSetUpdated | no | InProgress",
        "all are | true | 3 3 3 3 | True NewReplicaSetAvailable | no | Complete",
        "scaled to zero | true | 0 0 0 0 | True NewReplicaSetAvailable | no | Complete",
        "the deadline is over | true | 3 4 1 3 | False ProgressDeadlineExceeded | no | Failed",
        "no pod may be created | true | 3 3 0 3 | False FailedCreate | no | Failed",
        "over the deadline and complete | true | 3 3 3 3 | False ProgressDeadlineExceeded | no | Complete",
        "paused on the way | true | 3 3 1 3 | Unknown DeploymentPaused | yes | Waits",
        "paused and complete | true | 3 3 3 3 | Unknown DeploymentPaused | yes | Complete",
      })
  void aDeployment(
      String name, boolean observed, String pods, String progressing, String paused, String is) {
    String[] condition = progressing.split(" ", -1);

    assertThat(
            RolledOut.deployment(
                observed,
                replicas(pods),
                List.of(condition("Progressing", condition[0], condition[1], "")),
                paused.equals("yes")))
        .extracting(progress -> progress.getClass().getSimpleName())
        .isEqualTo(is);
  }

  @Test
  void aDeploymentSaysSinceWhenItIsComplete() {
    assertThat(
            RolledOut.deployment(
                true,
                replicas("1 1 1 1"),
                List.of(condition("Progressing", "True", "NewReplicaSetAvailable", "")),
                false))
        .isEqualTo(new Progress.Complete(Optional.of(NOON)));
  }

  @Test
  void aFailedDeploymentSaysWhatItsControllerSays() {
    assertThat(
            RolledOut.deployment(
                true,
                replicas("1 2 1 1"),
                List.of(
                    condition("Available", "True", "MinimumReplicasAvailable", ""),
                    condition(
                        "Progressing",
                        "False",
                        "ProgressDeadlineExceeded",
                        "dinner-5d9c timed out")),
                false))
        .isEqualTo(new Progress.Failed("ProgressDeadlineExceeded: dinner-5d9c timed out"));
  }

  /** Wanted, all, updated and ready pods. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "before the controller saw it | false | 3 3 3 3 | 0 | no | yes | InProgress",
        "one of three is updated | true | 3 3 1 3 | 0 | no | no | InProgress",
        "a pod is not ready | true | 3 3 3 2 | 0 | no | no | InProgress",
        "the update has not ended | true | 3 3 3 3 | 0 | no | no | InProgress",
        "all are | true | 3 3 3 3 | 0 | no | yes | Complete",
        "above the partition all are | true | 3 3 1 3 | 2 | no | no | Complete",
        "above the partition one is not | true | 3 3 0 3 | 2 | no | no | InProgress",
        "a partition beyond the last pod | true | 3 3 0 3 | 9 | no | no | Complete",
        "OnDelete, and nobody deleted | true | 3 3 1 3 | 0 | yes | no | Waits",
        "OnDelete, and all were deleted | true | 3 3 3 3 | 0 | yes | no | Complete",
        "back to the revision before a broken pod | true | 2 2 1 1 | 0 | no | yes | InProgress",
      })
  void aStatefulSet(
      String name,
      boolean observed,
      String pods,
      int partition,
      String onDelete,
      String oneRevision,
      String is) {
    assertThat(
            RolledOut.statefulSet(
                observed,
                replicas(pods),
                partition,
                onDelete.equals("yes"),
                oneRevision.equals("yes")))
        .extracting(progress -> progress.getClass().getSimpleName())
        .isEqualTo(is);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "before the controller saw it | false | 3 3 3 3 | no | InProgress",
        "one node has it | true | 3 3 1 3 | no | InProgress",
        "one pod is not available | true | 3 3 3 2 | no | InProgress",
        "all are | true | 3 3 3 3 | no | Complete",
        "no node for it | true | 0 0 0 0 | no | Complete",
        "OnDelete, and nobody deleted | true | 3 3 0 3 | yes | Waits",
      })
  void aDaemonSet(String name, boolean observed, String pods, String onDelete, String is) {
    assertThat(RolledOut.daemonSet(observed, replicas(pods), onDelete.equals("yes")))
        .extracting(progress -> progress.getClass().getSimpleName())
        .isEqualTo(is);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "before the controller saw it | false | True | True | yes | InProgress",
        "its Revision starts | true | Unknown | Unknown | no | InProgress",
        "its Revision cannot start | true | False | Unknown | no | Failed",
        "its route cannot be made | true | True | False | yes | Failed",
        "ready, but for an older Revision | true | True | True | no | InProgress",
        "ready | true | True | True | yes | Complete",
      })
  void aKnativeService(
      String name,
      boolean observed,
      String configurations,
      String ready,
      String newest,
      String is) {
    assertThat(
            RolledOut.knativeService(
                observed,
                List.of(
                    condition("ConfigurationsReady", configurations, "RevisionFailed", "exit 1"),
                    condition("Ready", ready, "RevisionFailed", "exit 1")),
                newest.equals("yes")))
        .extracting(progress -> progress.getClass().getSimpleName())
        .isEqualTo(is);
  }

  @Test
  void aKnativeServiceFailsWithTheReasonOfItsRevision() {
    assertThat(
            RolledOut.knativeService(
                true,
                List.of(
                    condition(
                        "ConfigurationsReady",
                        "False",
                        "RevisionFailed",
                        "Revision dinner-00002 failed: Container failed with: exit 1")),
                false))
        .isEqualTo(
            new Progress.Failed(
                "RevisionFailed: Revision dinner-00002 failed: Container failed with: exit 1"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "false | Healthy | no | InProgress",
        "true | '' | no | InProgress",
        "true | Progressing | no | InProgress",
        "true | Paused | no | InProgress",
        "true | Paused | yes | Waits",
        "true | Healthy | no | Complete",
        "true | Degraded | no | Failed",
      })
  void anArgoRollout(boolean observed, String phase, String paused, String is) {
    assertThat(RolledOut.argoRollout(observed, phase, "aborted", paused.equals("yes")))
        .extracting(progress -> progress.getClass().getSimpleName())
        .isEqualTo(is);
  }

  private static Replicas replicas(String numbers) {
    String[] each = numbers.split(" ", -1);
    return new Replicas(
        Integer.parseInt(each[0]),
        Integer.parseInt(each[1]),
        Integer.parseInt(each[2]),
        Integer.parseInt(each[3]));
  }

  private static StatusCondition condition(
      String type, String status, String reason, String message) {
    return new StatusCondition(type, status, reason, message, Optional.of(NOON));
  }
}
