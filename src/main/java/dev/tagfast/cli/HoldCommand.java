package dev.tagfast.cli;

import dev.tagfast.cli.cluster.WorkloadName;
import dev.tagfast.image.UntrustedText;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hold}: nothing is rolled out to a workload until it is resumed. */
@Command(
    name = "hold",
    description = "Rolls nothing out to a workload, or to one container, until it is resumed.")
final class HoldCommand extends WorkloadCommand {
  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "for others")
  String reason = "";

  HoldCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    String text = UntrustedText.clean(reason.strip(), 200);
    if (text.isEmpty() || text.equals("false")) {
      throw new Refused("Write a reason that others understand: --reason 'the boss is here'");
    }
    WorkloadName name = name();
    var _ = subscriber(name);
    annotate(name, Map.of(annotation(container), Optional.of(text)));
    say(
        "Held: nothing is rolled out to %s until: %s resume %s"
            .formatted(
                name, shell().program(), name + (container == null ? "" : " -c " + container)));
    return Exit.OK;
  }

  static String annotation(@org.jspecify.annotations.Nullable String container) {
    return container == null ? "tagfast.dev/hold" : "hold.tagfast.dev/" + container;
  }
}
