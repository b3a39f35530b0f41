package dev.tagfast.cli;

import dev.tagfast.cli.cluster.Workloads.Found;
import dev.tagfast.cli.state.Drifts;
import dev.tagfast.cli.state.Standing;
import dev.tagfast.cli.state.Standings;
import dev.tagfast.cli.view.Column;
import dev.tagfast.cli.view.SafeText;
import dev.tagfast.cli.view.Table;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.ledger.Intent;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.kubernetes.KubernetesImageTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: what waits for a person, what drifts, what is owed. */
@Command(
    name = "status",
    description =
        "What waits for a person, what drifts, what Tagfast still owes. Exit code 3: something waits"
            + " or drifts.")
final class StatusCommand extends ListCommand<StatusCommand.Matter> {
  @Option(
      names = {"-A", "--all-namespaces"},
      description = "workloads of all namespaces (so it is unless -n is given)")
  boolean everywhere;

  /** Something to know. */
  record Matter(What what, String subject, String why) {}

  /** What kind of thing it is, the most urgent first. */
  enum What {
    WAITS,
    DRIFTS,
    OWED
  }

  StatusCommand(Shell shell) {
    super(shell);
  }

  @Override
  List<Matter> rows() {
    List<TagEntry> entries = tags().all();
    Standings standings = standings(entries);
    List<Matter> matters = new ArrayList<>();
    for (TagEntry entry : entries) {
      if (entry.state().waitsForAPerson() || entry.state().word().equals("Held")) {
        matters.add(
            new Matter(What.WAITS, entry.key().toString(), KubernetesImageTags.sentence(entry)));
      }
    }
    List<Found> found =
        workloads()
            .subscribed(
                namespace == null || everywhere ? Optional.empty() : Optional.of(namespace));
    for (Found one : found) {
      for (Standing standing : standings.of(one.subscriber())) {
        if (standing.kind() == Standing.Kind.HELD && standing.should().isPresent()) {
          matters.add(
              new Matter(
                  What.WAITS,
                  standing.name() + " " + standing.container(),
                  standing.state() + ": " + standing.detail()));
        }
      }
    }
    new Drifts(workloads(), standings, shell()::warn)
        .of(found)
        .forEach(
            drift ->
                matters.add(
                    new Matter(
                        What.DRIFTS,
                        drift.workload().kind().toLowerCase(Locale.ROOT)
                            + "/"
                            + drift.workload().namespace()
                            + "/"
                            + drift.workload().name(),
                        drift.sentence())));
    for (TagEntry entry : entries) {
      if (!entry.outbox().isEmpty()) {
        matters.add(new Matter(What.OWED, entry.key().toString(), owed(entry)));
      }
    }
    return matters;
  }

  @Override
  Table<Matter> table() {
    return new Table<>(
        List.of(
            Column.fixed("WHAT", "what", matter -> matter.what().name().toLowerCase(Locale.ROOT)),
            Column.path("SUBJECT", "subject", Matter::subject),
            Column.cut("WHY", "why", Matter::why)),
        Matter::subject);
  }

  /** Two lines each: a sentence that says what to do must not be cut. */
  @Override
  void lines(List<Matter> matters) {
    if (matters.isEmpty()) {
      shell().err().println(nothing());
    }
    for (Matter matter : matters) {
      String first =
          "%-6s  %s"
              .formatted(
                  matter.what().name().toLowerCase(Locale.ROOT), SafeText.line(matter.subject()));
      shell().out().println(matter.what() == What.OWED ? first : shell().paint().bad(first));
      shell().out().println("        " + SafeText.line(matter.why()));
    }
  }

  @Override
  String nothing() {
    return "Nothing waits for a person, nothing drifts, nothing is owed.";
  }

  @Override
  int exitCode(List<Matter> matters) {
    return matters.stream().allMatch(matter -> matter.what() == What.OWED) ? Exit.OK : Exit.WAITS;
  }

  @Override
  Optional<Boolean> mark(Matter matter) {
    return Optional.of(matter.what() != What.OWED);
  }

  private static String owed(TagEntry entry) {
    return entry.outbox().stream()
        .map(
            intent ->
                switch (intent) {
                  case Intent.Rollout(var to, _) -> "a rollout of " + to.abbreviated();
                  case Intent.Restore(var to, _, _) -> "a restore to " + to.abbreviated();
                  case Intent.Anchor(var to, _) -> "an anchor of " + to.abbreviated();
                  case Intent.Tell tell ->
                      "a report (" + UntrustedText.clean(tell.reason(), 60) + ")";
                })
        .distinct()
        .reduce((one, other) -> one + ", " + other)
        .orElse("");
  }
}
