package dev.tagfast.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.act.rollout.Subscriber.FollowingContainer;
import dev.tagfast.cli.cluster.WorkloadName;
import dev.tagfast.cli.cluster.Workloads.Found;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that writes annotations of one workload. */
abstract class WorkloadCommand extends ClusterCommand {
  @Parameters(
      index = "0",
      paramLabel = "KIND/[NAMESPACE/]NAME",
      description = "e.g. deployment/kitchen/drinks")
  String workload = "";

  @Option(
      names = {"-c", "--container"},
      paramLabel = "NAME",
      description = "one container alone")
  @Nullable String container;

  WorkloadCommand(Shell shell) {
    super(shell);
  }

  WorkloadName name() {
    return placed(WorkloadName.parse(workload));
  }

  /** The workload, which must follow tags. */
  Found subscriber(WorkloadName name) {
    JsonNode object =
        workloads()
            .find(name, namespace())
            .orElseThrow(() -> new Refused("There is no " + name + ". Check kind and namespace."));
    Found found =
        workloads()
            .read(name.kind(), object)
            .orElseThrow(
                () ->
                    new Refused(
                        name + " follows no tag: it lacks the label tagfast.dev/subscribe=true."));
    List<String> containers = containers(found);
    if (container != null && !containers.contains(container)) {
      throw new Refused(
          name + " has no container " + container + "; these follow tags: " + containers + ".");
    }
    return found;
  }

  static List<String> containers(Found found) {
    return found.subscriber().containers().stream().map(FollowingContainer::name).toList();
  }

  /** Writes annotations; an empty value removes one. */
  void annotate(WorkloadName name, Map<String, Optional<String>> annotations) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    ObjectNode written = patch.putObject("metadata").putObject("annotations");
    annotations.forEach(
        (key, value) ->
            value.ifPresentOrElse(text -> written.put(key, text), () -> written.putNull(key)));
    workloads().patch(name, namespace(), patch);
  }
}
