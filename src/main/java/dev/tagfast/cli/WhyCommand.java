package dev.tagfast.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tagfast.cli.cluster.WorkloadName;
import dev.tagfast.cli.cluster.Workloads.Found;
import dev.tagfast.cli.state.Standing;
import dev.tagfast.cli.state.Standings;
import dev.tagfast.cli.state.WhyText;
import dev.tagfast.cli.view.SafeText;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code why}: what stands in the way of a workload, in sentences. */
@Command(
    name = "why",
    description =
        "What each container follows, what the ledger says, what stands in the way, and what happens"
            + " next.")
final class WhyCommand extends ClusterCommand {
  @Parameters(paramLabel = "KIND/[NAMESPACE/]NAME", description = "e.g. deployment/kitchen/drinks")
  String workload = "";

  WhyCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    WorkloadName name = placed(WorkloadName.parse(workload));
    JsonNode object =
        workloads()
            .find(name, namespace())
            .orElseThrow(() -> new Refused("There is no " + name + ". Check kind and namespace."));
    shell().out().println(shell().paint().title(SafeText.line(name.toString())));
    Optional<Found> found = workloads().read(name.kind(), object);
    if (found.isEmpty()) {
      say(
          "It follows nothing: it lacks the label tagfast.dev/subscribe=true, another workload makes"
              + " it, or it is over. To subscribe it: kubectl label "
              + name.kind().kind().toLowerCase(java.util.Locale.ROOT)
              + " "
              + name.name()
              + " -n "
              + name.namespace().orElseThrow()
              + " tagfast.dev/subscribe=true");
      return Exit.OK;
    }
    Standings standings = standings(tags().all());
    List<Standing> containers = standings.of(found.get().subscriber());
    if (containers.isEmpty()) {
      say("It subscribes, and has no image that can be read.");
    }
    for (Standing standing : containers) {
      shell().out().println();
      WhyText.of(standing, standing.follows().flatMap(standings::entry), object, shell().program())
          .forEach(this::say);
    }
    return Exit.OK;
  }
}
