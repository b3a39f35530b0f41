package dev.tagfast.cli;

import dev.tagfast.act.brake.ApprovalBrake;
import dev.tagfast.cli.cluster.WorkloadName;
import dev.tagfast.cli.state.EndTime;
import dev.tagfast.cli.state.Standing;
import dev.tagfast.image.Digest;
import dev.tagfast.image.UntrustedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code approve}: lets one digest through to a workload that needs approvals. */
@Command(
    name = "approve",
    description = "Approves one digest for a workload that needs approvals, once.")
final class ApproveCommand extends WorkloadCommand {
  @Parameters(
      index = "1",
      paramLabel = "DIGEST",
      description = "in full, or its first 12 hex digits or more")
  String digest = "";

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "a time (2026-12-01T00:00:00Z) or a duration (12h, 7d)")
  @Nullable String until;

  @Option(names = "--by", paramLabel = "NAME", description = "your name, for the report")
  @Nullable String by;

  @Option(
      names = {"-y", "--yes"},
      description = "does not ask")
  boolean yes;

  ApproveCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    WorkloadName name = name();
    List<Standing> waiting =
        standings(tags().all()).of(subscriber(name).subscriber()).stream()
            .filter(one -> container == null || one.container().equals(container))
            .filter(one -> one.should().filter(this::isMeant).isPresent())
            .toList();
    if (waiting.isEmpty()) {
      throw new Refused(
          "No container of %s is to get %s. See what each should run: %s why %s"
              .formatted(name, UntrustedText.clean(digest, 80), shell().program(), name));
    }
    String end =
        Optional.ofNullable(until).map(text -> "; until=" + EndTime.parse(text, now())).orElse("");
    String signature =
        Optional.ofNullable(by)
            .map(text -> "; by=" + UntrustedText.clean(text, 100).replace(';', ','))
            .orElse("");
    Map<String, Optional<String>> annotations = new LinkedHashMap<>();
    for (Standing one : waiting) {
      Digest to = one.should().orElseThrow();
      say(
          "Container %s goes from %s to %s."
              .formatted(
                  one.container(),
                  one.runs().map(Digest::value).orElse("an image without digest"),
                  to));
      annotations.put(
          ApprovalBrake.APPROVED + one.container(), Optional.of(to.value() + end + signature));
    }
    confirm(yes, "Approve this for " + name + "?");
    annotate(name, annotations);
    say("Approved. The next event of the tag or the next reconcile rolls it out, once.");
    return Exit.OK;
  }

  private boolean isMeant(Digest to) {
    return digest.replaceFirst("^sha(256|512):", "").length() >= 12
        && (to.value().startsWith(digest) || to.hex().startsWith(digest));
  }
}
