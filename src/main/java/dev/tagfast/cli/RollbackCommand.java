package dev.tagfast.cli;

import dev.tagfast.cli.cluster.WorkloadName;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rollback}: whether rollouts of a workload that fail are taken back. */
@Command(
    name = "rollback",
    description =
        "Whether a rollout that fails is taken back to what ran before. To take back one that did not"
            + " fail, use kubectl rollout undo: Tagfast then leaves the workload alone.")
final class RollbackCommand extends WorkloadCommand {
  /** What can be said. */
  enum Choice {
    ON,
    OFF
  }

  @Parameters(index = "1", paramLabel = "on|off", description = "on or off")
  Choice choice = Choice.ON;

  RollbackCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    WorkloadName name = name();
    var _ = subscriber(name);
    annotate(
        name,
        Map.of(
            container == null ? "tagfast.dev/rollback" : "rollback.tagfast.dev/" + container,
            choice == Choice.ON ? Optional.of("true") : Optional.empty()));
    say(
        choice == Choice.ON
            ? "From now on a rollout of " + name + " that fails is taken back."
            : "From now on a rollout of " + name + " that fails stays as it is.");
    return Exit.OK;
  }
}
