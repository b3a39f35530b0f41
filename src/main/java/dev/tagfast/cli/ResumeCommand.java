package dev.tagfast.cli;

import dev.tagfast.cli.cluster.WorkloadName;
import dev.tagfast.cli.cluster.Workloads.Found;
import dev.tagfast.cli.state.Standing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code resume}: takes off what {@code hold} put on. */
@Command(
    name = "resume",
    description = "Takes off what hold put on, and says what else stands in the way.")
final class ResumeCommand extends WorkloadCommand {
  ResumeCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    WorkloadName name = name();
    Found found = subscriber(name);
    Map<String, Optional<String>> off = new LinkedHashMap<>();
    Map<String, String> written = found.subscriber().annotations();
    List<String> holds =
        container == null
            ? java.util.stream.Stream.concat(
                    java.util.stream.Stream.of(HoldCommand.annotation(null)),
                    containers(found).stream().map(HoldCommand::annotation))
                .toList()
            : List.of(HoldCommand.annotation(container));
    holds.stream()
        .filter(written::containsKey)
        .forEach(annotation -> off.put(annotation, Optional.empty()));
    if (off.isEmpty()) {
      say(name + " is not held by an annotation of its own.");
    } else {
      annotate(name, off);
      say("Resumed: " + name + ". The next event of its tags or the next reconcile looks at it.");
    }
    for (Standing standing : standings(tags().all()).of(subscriber(name).subscriber())) {
      if (standing.kind() == Standing.Kind.HELD || standing.kind() == Standing.Kind.WAITS) {
        say(
            "Container %s still waits (%s): %s"
                .formatted(standing.container(), standing.state(), standing.detail()));
      }
    }
    return Exit.OK;
  }
}
